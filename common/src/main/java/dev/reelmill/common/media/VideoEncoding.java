package dev.reelmill.common.media;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one rung is encoded.
 *
 * @param codec of the result
 * @param preset of the codec's encoder, in that encoder's own words
 * @param crf constant rate factor: the quality aimed at, on the encoder's own scale
 * @param width in square pixels, even
 * @param height in square pixels, even
 * @param maxBitrate the cap of the rate control, in bits per second
 * @param bufferBits the decoder buffer that the cap is held against
 * @param keyframeInterval pictures of the result from one keyframe to the next
 * @param frameRate of the result, in pictures per second: for the encoder's rate control, not for
 *     its times
 * @param pictureStep every so many-th picture of a segment is kept, from its first on; 1 keeps all
 * @param dynamicRange of the result; HDR keeps the curve of its source, and has 10 bits
 * @param accelerator what encodes it; absent for the processor
 */
public record VideoEncoding(
    VideoCodec codec,
    String preset,
    int crf,
    int width,
    int height,
    long maxBitrate,
    long bufferBits,
    int keyframeInterval,
    Rational frameRate,
    int pictureStep,
    DynamicRange dynamicRange,
    @Nullable Accelerator accelerator) {

  public VideoEncoding {
    if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException(
          "4:2:0 pictures have even sides, not " + width + "x" + height);
    }
    if (keyframeInterval < 1) {
      throw new IllegalArgumentException("keyframe interval " + keyframeInterval + " < 1");
    }
    if (!frameRate.isPositive()) {
      throw new IllegalArgumentException("frame rate " + frameRate + " is not positive");
    }
    if (pictureStep < 1) {
      throw new IllegalArgumentException("picture step " + pictureStep + " < 1");
    }
  }

  /** By the processor. */
  public VideoEncoding(
      VideoCodec codec,
      String preset,
      int crf,
      int width,
      int height,
      long maxBitrate,
      long bufferBits,
      int keyframeInterval,
      Rational frameRate,
      int pictureStep,
      DynamicRange dynamicRange) {
    this(
        codec,
        preset,
        crf,
        width,
        height,
        maxBitrate,
        bufferBits,
        keyframeInterval,
        frameRate,
        pictureStep,
        dynamicRange,
        null);
  }

  /** What a worker must have for it, in the words of its capabilities; empty if nothing. */
  public Optional<String> need() {
    return Optional.ofNullable(accelerator).map(kind -> kind.need(codec));
  }

  /** The same at another quality; the buffer stays as many seconds long. */
  public VideoEncoding withRates(int factor, long most) {
    long buffer = Rational.of(bufferBits, maxBitrate).times(most).round();
    return new VideoEncoding(
        codec,
        preset,
        factor,
        width,
        height,
        most,
        buffer,
        keyframeInterval,
        frameRate,
        pictureStep,
        dynamicRange,
        accelerator);
  }

  /** The same, made faster or slower. */
  public VideoEncoding withPreset(String other) {
    return new VideoEncoding(
        codec,
        other,
        crf,
        width,
        height,
        maxBitrate,
        bufferBits,
        keyframeInterval,
        frameRate,
        pictureStep,
        dynamicRange,
        accelerator);
  }
}
