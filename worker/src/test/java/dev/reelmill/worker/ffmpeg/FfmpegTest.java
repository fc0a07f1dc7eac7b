package dev.reelmill.worker.ffmpeg;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FfmpegTest {

  private static final ProcessLimits LIMITS =
      new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 8L << 30, 1 << 30);

  @TempDir Path folder;

  @Test
  void frames_and_cpu_time_are_reported_and_complaints_kept() {
    RunResult result =
        run(
            "-loglevel level+info -benchmark -progress pipe:1 -f lavfi -i testsrc2=d=4:r=25 -f null -");

    assertThat(result.succeeded()).isTrue();
    assertThat(result.frames()).isEqualTo(100);
    assertThat(result.cpu()).isPositive();
    assertThat(result.complaints()).isEmpty();
    assertThat(run("-loglevel level+info -i nothing.mp4 -f null -").words())
        .contains("No such file");
  }

  @Test
  void process_over_its_time_is_killed_with_all_its_children() {
    assertStopped(
        new ProcessLimits(Duration.ofSeconds(1), Duration.ofSeconds(60), 8L << 30, 1 << 30),
        FailureCode.TIME_LIMIT,
        "-re -progress pipe:1 -f lavfi -i testsrc2=r=25 -f null -");
  }

  @Test
  void process_without_new_frames_is_killed() {
    assertStopped(
        new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(1), 8L << 30, 1 << 30),
        FailureCode.ENCODER_HUNG,
        "-progress pipe:1 -f lavfi -i testsrc2=r=25,select=0 -f null -");
  }

  @Test
  void process_of_which_one_output_comes_late_is_seen_to_go_on() {
    RunResult result =
        RealFfmpeg.INSTANCE.ffmpeg(
            words(
                "-re -progress pipe:1 -f lavfi -i testsrc2=r=25:d=3"
                    + " -filter_complex [0]split[a][b];[b]thumbnail=n=1000[c]"
                    + " -map [a] -stats_enc_post:v pipe:1 -stats_enc_post_fmt:v frame={n}"
                    + " -f null - -map [c] -f null -"),
            new Place(folder, List.of()),
            new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(2), 8L << 30, 1 << 30),
            new RunControl(),
            line -> {});

    assertThat(result.succeeded()).as(result.words()).isTrue();
    assertThat(result.frames()).isEqualTo(75);
  }

  @Test
  void cancelled_process_ends_at_once() {
    RunControl control = new RunControl();
    Thread.ofVirtual()
        .start(
            () -> {
              await().until(() -> control.frames() > 0);
              control.cancel();
            });

    assertThatThrownBy(
            () ->
                RealFfmpeg.INSTANCE.ffmpeg(
                    words("-re -progress pipe:1 -f lavfi -i testsrc2=r=25 -f null -"),
                    new Place(folder, List.of()),
                    LIMITS,
                    control,
                    line -> {}))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.REVOKED));
    assertNoneLeft();
  }

  @Test
  void process_whose_output_is_refused_is_killed_and_the_refusal_thrown_on() {
    ReelmillException refusal = new ReelmillException(FailureCode.SOURCE_LIMITS, "too much");

    assertThatThrownBy(
            () ->
                RealFfmpeg.INSTANCE.ffprobe(
                    words("-f lavfi -i testsrc2 -show_entries packet=pts").subList(2, 8),
                    new Place(folder, List.of()),
                    LIMITS,
                    new RunControl(),
                    line -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertNoneLeft();
  }

  @Test
  void output_is_bounded() {
    ProcessLimits small =
        new ProcessLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), 8L << 30, 100_000);

    RunResult result =
        RealFfmpeg.INSTANCE.ffmpeg(
            words("-loglevel level+error -f lavfi -i testsrc2=d=4 -c:v rawvideo -y big.avi"),
            new Place(folder, List.of()),
            small,
            new RunControl(),
            line -> {});

    assertThat(result.succeeded()).isFalse();
    assertThat(folder.resolve("big.avi").toFile().length()).isLessThanOrEqualTo(100_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxChoice.class,
      names = {"BUBBLEWRAP", "UNSHARE", "LIMITS"})
  void every_sandbox_that_works_here_reads_its_input_and_writes_its_folder(SandboxChoice choice)
      throws IOException {
    Ffmpeg ffmpeg = open(choice);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path source = RealFfmpeg.clip(elsewhere, "source.mkv", "testsrc2=d=1", "-c:v ffv1");
    Path work = Files.createDirectory(folder.resolve("work"));

    RunResult result = copy(ffmpeg, source, new Place(work, List.of(source)));

    assertThat(result.words()).isEqualTo("no message");
    assertThat(work.resolve("copy.mkv")).isNotEmptyFile();
    if (choice == SandboxChoice.BUBBLEWRAP) {
      assertThat(copy(ffmpeg, source, new Place(work, List.of())).succeeded()).isFalse();
    }
  }

  @Test
  void library_that_is_missing_but_not_needed_is_replaced() throws IOException {
    Installation real = Installation.locate(null);
    Path bare = Files.createDirectory(folder.resolve("bare"));
    try (var files = Files.list(real.ffmpeg().resolveSibling(""))) {
      for (Path file : files.filter(f -> !f.endsWith("libva-drm.so.2")).toList()) {
        Files.createSymbolicLink(bare.resolve(file.getFileName()), file);
      }
    }
    Assumptions.assumeFalse(
        Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/libva-drm.so.2")),
        "the system has libva-drm");
    Installation broken =
        new Installation(bare.resolve("ffmpeg"), bare.resolve("ffprobe"), List.of(bare));
    Processes processes = new Processes();
    LibraryMending mending =
        new LibraryMending(
            installation ->
                processes.run(
                    new Processes.Start(
                        "ffmpeg",
                        List.of("" + installation.ffmpeg(), "-version"),
                        installation.environment(),
                        folder),
                    LIMITS,
                    new RunControl(),
                    line -> {}));

    Installation mended = mending.mend(broken, folder.resolve("libraries"));

    assertThat(mended.libraries()).hasSize(2);
    assertThat(folder.resolve("libraries/libva-drm.so.2")).isSymbolicLink();
  }

  private Ffmpeg open(SandboxChoice choice) {
    try {
      return Ffmpeg.open(
          RealFfmpeg.settings(
              Map.of("ffmpeg.sandbox", choice.name().toLowerCase(java.util.Locale.ROOT))),
          folder);
    } catch (ReelmillException e) {
      Assumptions.abort(e.getMessage());
      throw e;
    }
  }

  private RunResult copy(Ffmpeg ffmpeg, Path source, Place place) {
    return ffmpeg.ffmpeg(
        words("-y -loglevel level+error -i " + source + " -c copy copy.mkv"),
        place,
        LIMITS,
        new RunControl(),
        line -> {});
  }

  private void assertStopped(ProcessLimits limits, FailureCode code, String command) {
    assertThatThrownBy(
            () ->
                RealFfmpeg.INSTANCE.ffmpeg(
                    words(command),
                    new Place(folder, List.of()),
                    limits,
                    new RunControl(),
                    line -> {}))
        .isInstanceOfSatisfying(ReelmillException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith("ffmpeg was stopped after ");
    assertNoneLeft();
  }

  private static void assertNoneLeft() {
    await()
        .atMost(2, SECONDS)
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .noneMatch(
                        child -> child.info().command().orElse("").matches(".*/ff(mpeg|probe)")));
  }

  private RunResult run(String command) {
    return RealFfmpeg.INSTANCE.ffmpeg(
        words(command), new Place(folder, List.of()), LIMITS, new RunControl(), line -> {});
  }

  private static List<String> words(String command) {
    return List.of(("-nostdin -nostats " + command).split(" "));
  }
}
