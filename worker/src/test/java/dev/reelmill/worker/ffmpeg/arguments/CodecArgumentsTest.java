package dev.reelmill.worker.ffmpeg.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import org.junit.jupiter.api.Test;

/** What each encoder is told, word for word. */
class CodecArgumentsTest {

  @Test
  void h264() {
    assertThat(words(VideoCodec.H264, "medium"))
        .isEqualTo(
            "-c:v libx264 -threads 1 -preset medium -crf 23 -maxrate 3000000 -bufsize 6000000"
                + " -x264-params stitchable=1:scenecut=0:open-gop=0:keyint=60:min-keyint=60");
  }

  @Test
  void hevc() {
    assertThat(words(VideoCodec.HEVC, "slow"))
        .isEqualTo(
            "-c:v libx265 -preset slow -crf 23 -maxrate 3000000 -bufsize 6000000"
                + " -x265-params pools=none:frame-threads=1:scenecut=0:open-gop=0"
                + ":keyint=60:min-keyint=60:info=0:log-level=error"
                + " -dolbyvision 0 -tag:v hvc1");
  }

  @Test
  void av1() {
    assertThat(words(VideoCodec.AV1, "8"))
        .isEqualTo(
            "-c:v libsvtav1 -preset 8 -crf 23 -maxrate 3000000 -bufsize 6000000 -g 60"
                + " -svtav1-params lp=1:scd=0:irefresh-type=2 -dolbyvision 0");
  }

  @Test
  void vp9() {
    assertThat(words(VideoCodec.VP9, "4"))
        .isEqualTo(
            "-c:v libvpx-vp9 -threads 1 -row-mt 0 -deadline good -cpu-used 4 -crf 23"
                + " -b:v 3000000 -bufsize 6000000 -g 60 -keyint_min 60");
  }

  @Test
  void hdr_has_ten_bits() {
    assertThat(CodecArguments.of(VideoCodec.HEVC).pixelFormat(encoding("medium", DynamicRange.HDR)))
        .isEqualTo("yuv420p10le");
    assertThat(CodecArguments.of(VideoCodec.HEVC).pixelFormat(encoding("medium", DynamicRange.SDR)))
        .isEqualTo("yuv420p");
  }

  private static String words(VideoCodec codec, String preset) {
    Words words = new Words();
    CodecArguments.of(codec).add(words, encoding(preset, DynamicRange.SDR));
    return String.join(" ", words.list());
  }

  private static VideoEncoding encoding(String preset, DynamicRange range) {
    return new VideoEncoding(
        VideoCodec.H264,
        preset,
        23,
        1280,
        720,
        3_000_000,
        6_000_000,
        60,
        Rational.of(30),
        1,
        range);
  }
}
