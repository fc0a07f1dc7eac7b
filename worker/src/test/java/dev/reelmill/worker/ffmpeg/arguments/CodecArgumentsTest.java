package dev.reelmill.worker.ffmpeg.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import org.jspecify.annotations.Nullable;
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
    assertThat(pixelFormat(DynamicRange.HDR)).isEqualTo("yuv420p10le");
    assertThat(pixelFormat(DynamicRange.SDR)).isEqualTo("yuv420p");
  }

  private static String pixelFormat(DynamicRange range) {
    VideoEncoding encoding = encoding(VideoCodec.HEVC, "medium", range, null);
    return CodecArguments.of(encoding).pixelFormat(encoding);
  }

  @Test
  void h264_by_nvenc() {
    assertThat(words(VideoCodec.H264, "p5", Accelerator.NVENC))
        .isEqualTo(
            "-c:v h264_nvenc -preset p5 -tune hq -rc vbr -cq 23 -b:v 0 -maxrate 3000000"
                + " -bufsize 6000000 -g 60 -no-scenecut 1 -strict_gop 1 -a53cc 0 -extra_sei 0");
  }

  @Test
  void hevc_by_nvenc() {
    assertThat(words(VideoCodec.HEVC, "p7", Accelerator.NVENC))
        .isEqualTo(
            "-c:v hevc_nvenc -preset p7 -tune hq -rc vbr -cq 23 -b:v 0 -maxrate 3000000"
                + " -bufsize 6000000 -g 60 -no-scenecut 1 -strict_gop 1 -tag:v hvc1 -a53cc 0"
                + " -extra_sei 0");
  }

  @Test
  void av1_by_nvenc() {
    assertThat(words(VideoCodec.AV1, "p4", Accelerator.NVENC))
        .isEqualTo(
            "-c:v av1_nvenc -preset p4 -tune hq -rc vbr -cq 23 -b:v 0 -maxrate 3000000"
                + " -bufsize 6000000 -g 60 -no-scenecut 1 -strict_gop 1");
  }

  private static String words(VideoCodec codec, String preset) {
    return words(codec, preset, null);
  }

  private static String words(VideoCodec codec, String preset, @Nullable Accelerator accelerator) {
    VideoEncoding encoding = encoding(codec, preset, DynamicRange.SDR, accelerator);
    Words words = new Words();
    CodecArguments.of(encoding).add(words, encoding);
    return String.join(" ", words.list());
  }

  private static VideoEncoding encoding(
      VideoCodec codec, String preset, DynamicRange range, @Nullable Accelerator accelerator) {
    return new VideoEncoding(
        codec,
        preset,
        23,
        1280,
        720,
        3_000_000,
        6_000_000,
        60,
        Rational.of(30),
        1,
        range,
        accelerator);
  }
}
