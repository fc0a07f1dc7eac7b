package dev.reelmill.coordinator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.corpus.Clip.Numbers;
import dev.reelmill.coordinator.corpus.DecodedVideo.DecodedTrack;
import dev.reelmill.coordinator.corpus.FileResult.PictureFigures;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.FarmOptions;
import dev.reelmill.coordinator.profile.ProfileLibrary;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The torture set through one farm, every result decoded and compared with its source. */
@Tag("long")
class TortureIT {

  private static final String PROFILE = "src/test/resources/profiles/torture.json";

  private static final Map<String, Observation> SEEN = new HashMap<>();

  @TempDir static Path folder;

  /**
   * A result with what was read from pictures and sound.
   *
   * @param source numbers of the source's pictures
   * @param rungs numbers of each rung's
   * @param clicks {@link PureTone#worst} of each track of sound
   */
  private record Observation(
      FileResult result,
      List<Integer> source,
      Map<String, List<Integer>> rungs,
      Map<String, Double> clicks) {}

  @BeforeAll
  static void run() throws Exception {
    Path clips = Files.createDirectories(folder.resolve("clips"));
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    TortureSet.make(clips(), ffmpeg, clips, Files.createDirectories(folder.resolve("scratch")));
    int slots = Runtime.getRuntime().availableProcessors();
    try (Farm farm =
        Farm.start(new FarmOptions(folder.resolve("data"), true, false, 1, slots, settings()))) {
      Corpus corpus =
          new Corpus(
              farm,
              ProfileLibrary.read(Path.of(PROFILE)),
              clips,
              folder.resolve("work"),
              FrameCode.CELLS,
              TortureIT::observe);
      corpus.run(CorpusFiles.in(clips));
    }
  }

  /** All, or those whose name contains the property {@code torture}. */
  static List<Clip> clips() {
    String wanted = System.getProperty("torture", "");
    return TortureSet.all().stream().filter(clip -> clip.file.contains(wanted)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clips")
  void clip_becomes_what_it_has_to(Clip clip) {
    Observation seen = Objects.requireNonNull(SEEN.get(clip.file), "it was not finished");
    assertThat(seen.result.verdict()).as(seen.result.problem()).isEqualTo(clip.verdict);
    if (clip.frames >= 0) {
      assertThat(seen.result.rungs())
          .isNotEmpty()
          .allSatisfy(rung -> assertThat(rung.frames()).as(rung.name()).isEqualTo(clip.frames));
    }
    if (clip.numbers == Numbers.COUNTING) {
      assertThat(seen.result.lost()).isEmpty();
    }
    if (clip.loses) {
      assertThat(seen.result.lost()).as("what the report tells of").isNotEmpty();
    }
    if (clip.size != null) {
      PictureFigures best = seen.result.rungs().getFirst();
      assertThat(best.width() + "x" + best.height()).isEqualTo(clip.size);
    }
    numbers(clip, seen);
    if (clip.file.startsWith("sine")) {
      assertThat(seen.clicks)
          .isNotEmpty()
          .allSatisfy((name, worst) -> assertThat(worst).as(name).isLessThan(PureTone.AUDIBLE));
    }
  }

  @Test
  void set_is_as_large_as_it_was_promised() {
    assertThat(TortureSet.all()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(TortureSet.all().stream().map(clip -> clip.file)).doesNotHaveDuplicates();
  }

  private static void numbers(Clip clip, Observation seen) {
    if (clip.numbers == Numbers.COUNTING) {
      assertThat(seen.source)
          .as("the source")
          .isEqualTo(
              IntStream.range(0, clip.frames).map(i -> i % FrameCode.NUMBERS).boxed().toList());
    }
    if (clip.numbers != Numbers.UNREADABLE) {
      seen.rungs.forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(seen.source));
    }
  }

  private static void observe(FileResult result, String video, @Nullable DecodedVideo decoded)
      throws IOException {
    List<Integer> source =
        decoded == null || decoded.source().cells() == null
            ? List.of()
            : FrameCode.read(decoded.source().cells());
    Map<String, List<Integer>> rungs = new HashMap<>();
    Map<String, Double> clicks = new HashMap<>();
    for (DecodedTrack track : decoded == null ? List.<DecodedTrack>of() : decoded.tracks()) {
      Decoded media = track.decoded();
      if (media.cells() != null) {
        rungs.put(media.name(), FrameCode.read(media.cells()));
      }
      if (media.pcm() != null && media.sound() != null) {
        clicks.put(
            media.name(),
            PureTone.worst(
                Waveform.read(media.pcm(), Decoding.SAMPLE_RATE, media.sound(), Rational.ZERO)));
      }
    }
    SEEN.put(result.file(), new Observation(result, source, rungs, clicks));
  }

  private static Settings settings() {
    return Settings.read(
        Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
        List.of("worker.", "ffmpeg."),
        null,
        Map.of(),
        Map.of("http.port", "0", "profile", PROFILE));
  }
}
