package dev.reelmill.worker.ffmpeg.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.HardwareEncoders;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What NVENC is told, tried with the bundled FFmpeg, whether there is a card or not. */
class NvencArgumentsTest {

  @TempDir Path folder;

  static Stream<VideoCodec> codecs() {
    return Accelerator.NVENC.codecs().stream();
  }

  /** FFmpeg reads all options of an encoder before it looks for the driver. */
  @ParameterizedTest
  @MethodSource("codecs")
  void every_option_is_known_and_in_range(VideoCodec codec) {
    Words words = new Words();
    words.add("-v", "level+error", "-f", "lavfi", "-i", "color=size=256x256:rate=10:duration=1");
    CodecArguments.of(encoding(codec)).add(words, encoding(codec));
    List<String> all = new ArrayList<>(words.list());
    all.addAll(List.of("-f", "null", "-"));

    RunResult result =
        RealFfmpeg.INSTANCE.ffmpeg(
            all,
            new Place(folder, List.of()),
            RealFfmpeg.INSTANCE.limits(),
            new RunControl(),
            line -> {});

    if (!result.succeeded()) {
      assertThat(result.says("Cannot load libcuda", "No capable devices", "CUDA_ERROR"))
          .as(result.words())
          .isTrue();
      assertThat(result.says("Unrecognized option", "Error applying", "out of range", "parse"))
          .as(result.words())
          .isFalse();
    }
  }

  @Test
  void cards_are_looked_for_only_where_the_settings_say_so() {
    assertThat(HardwareEncoders.find(RealFfmpeg.INSTANCE, folder).names()).isEmpty();
    Ffmpeg allowed = Ffmpeg.open(RealFfmpeg.settings(Map.of("ffmpeg.gpu", "true")), folder);
    HardwareEncoders found = HardwareEncoders.find(allowed, folder);
    assertThat(found.words()).hasSameSizeAs(found.names());
    assertThat(found.names()).allMatch(name -> name.endsWith("_nvenc"));
    boolean card = Path.of("/dev/nvidia0").toFile().exists();
    assertThat(card || found.names().isEmpty()).as("found without a card: " + found).isTrue();
  }

  private static VideoEncoding encoding(VideoCodec codec) {
    return new VideoEncoding(
        codec,
        "p5",
        23,
        256,
        256,
        3_000_000,
        6_000_000,
        60,
        Rational.of(30),
        1,
        DynamicRange.SDR,
        Accelerator.NVENC);
  }
}
