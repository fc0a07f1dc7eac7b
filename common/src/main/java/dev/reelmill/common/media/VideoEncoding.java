package dev.reelmill.common.media;

/**
 * How one rung is encoded.
 *
 * @param codec {@code h264}
 * @param preset of the encoder
 * @param crf constant rate factor: the quality aimed at
 * @param width in square pixels, even
 * @param height in square pixels, even
 * @param maxBitrate the cap of the rate control, in bits per second
 * @param bufferBits the decoder buffer that the cap is held against
 * @param keyframeInterval pictures from one keyframe to the next
 */
public record VideoEncoding(
    String codec,
    String preset,
    int crf,
    int width,
    int height,
    long maxBitrate,
    long bufferBits,
    int keyframeInterval) {

  public VideoEncoding {
    if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException(
          "4:2:0 pictures have even sides, not " + width + "x" + height);
    }
    if (keyframeInterval < 1) {
      throw new IllegalArgumentException("keyframe interval " + keyframeInterval + " < 1");
    }
  }
}
