package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.VideoCodec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a codec's encoder can be told.
 *
 * @param encoder its name in FFmpeg
 * @param presets fastest first
 * @param mostCrf greatest constant rate factor, from 0
 * @param hdr whether HDR may be made with it
 */
record CodecRules(String encoder, List<String> presets, int mostCrf, boolean hdr) {

  /** https://trac.ffmpeg.org/wiki/Encode/H.264#Preset; x265 has the same. */
  private static final List<String> X26X =
      List.of(
          "ultrafast",
          "superfast",
          "veryfast",
          "faster",
          "fast",
          "medium",
          "slow",
          "slower",
          "veryslow");

  /** What it takes: quickest to best. https://docs.nvidia.com/video-technologies/ */
  private static final List<String> NVENC = List.of("p1", "p2", "p3", "p4", "p5", "p6", "p7");

  /** Of whatever encodes it, which makes this codec. */
  static CodecRules of(VideoCodec codec, @Nullable Accelerator accelerator) {
    return switch (accelerator) {
      case NVENC ->
          new CodecRules(
              accelerator.encoder(codec), NVENC, codec == VideoCodec.AV1 ? 63 : 51, false);
      case null -> of(codec);
    };
  }

  static CodecRules of(VideoCodec codec) {
    return switch (codec) {
      case H264 -> new CodecRules("libx264", X26X, 51, false);
      case HEVC -> new CodecRules("libx265", X26X, 51, true);
      // https://gitlab.com/AOMediaCodec/SVT-AV1/-/blob/master/Docs/Parameters.md
      case AV1 -> new CodecRules("libsvtav1", downTo(13, 1), 63, true);
      // https://ffmpeg.org/ffmpeg-codecs.html#libvpx, -cpu-used with -deadline good
      case VP9 -> new CodecRules("libvpx-vp9", downTo(5, 0), 63, false);
    };
  }

  /** Of all codecs. */
  static List<String> names() {
    return Arrays.stream(VideoCodec.values()).map(VideoCodec::text).toList();
  }

  private static List<String> downTo(int most, int least) {
    return IntStream.rangeClosed(least, most)
        .mapToObj(i -> String.valueOf(most + least - i))
        .toList();
  }
}
