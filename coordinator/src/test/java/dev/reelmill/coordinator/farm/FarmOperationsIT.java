package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.dispatch.Jobs.AttemptSummary;
import dev.reelmill.coordinator.dispatch.Jobs.OrderSummary;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.Piece;
import dev.reelmill.coordinator.publish.VideoStatus.PieceState;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator does to a farm at work: two workers with one slot each. */
@DisplayName("A farm at work")
@Tag("long")
class FarmOperationsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A signal, and a process that ends. */
  private static final Duration AT_ONCE = Duration.ofSeconds(6);

  /** Long enough for a hint to be sent, claimed and begun, were it allowed. */
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  /** Slow enough to meet it at work. */
  private static final String SLOW = "web";

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;
  static FarmFixture farm;

  @BeforeAll
  static void start() throws IOException {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    farm = new FarmFixture(folder.resolve("data"), 2, "quick");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  private static long running(VideoStatus status) {
    return status.segments().stream().map(Piece::state).filter(PieceState.RUNNING::equals).count();
  }

  private static List<AttemptSummary> attempts(long job) {
    return farm.farm.coordinator().jobs().show(job).orders().stream()
        .map(OrderSummary::attempts)
        .flatMap(List::stream)
        .toList();
  }

  private static boolean isIdle(long job) {
    return attempts(job).stream().noneMatch(attempt -> attempt.state().equals("running"));
  }

  private static Stream<String> encoders() {
    return farm.farm.workerPids().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(ProcessHandle::descendants)
        .flatMap(process -> process.info().command().stream())
        .filter(command -> command.endsWith("/ffmpeg"));
  }

  @Test
  @DisplayName(
      "begins nothing of a paused job and goes on later, without the worker that is drained")
  void pausedDrainedAndFinished() throws Exception {
    var jobs = farm.farm.coordinator().jobOperations();
    var workers = farm.farm.coordinator().workerOperations();
    Path clip = ffmpeg.clip(folder.resolve("paused.mp4"), 640, 360, 16);
    String video = farm.submit(clip, SLOW);
    long job = farm.awaitStatus(video, status -> running(status) > 0).job();

    jobs.pause(job);
    await().atMost(PATIENCE).until(() -> isIdle(job));
    int begun = attempts(job).size();
    await()
        .during(A_WHILE)
        .atMost(A_WHILE.plusSeconds(5))
        .until(() -> attempts(job).size() == begun);
    assertThat(farm.status(video).state()).isEqualTo(State.ENCODING);
    assertThat(attempts(job)).extracting(AttemptSummary::state).containsOnly("accepted");

    workers.drain("worker-1", "a test");
    Instant drained = Instant.now();
    jobs.resume(job);
    VideoStatus status = farm.awaitEnd(video);

    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    assertThat(attempts(job))
        .filteredOn(attempt -> attempt.startedAt().isAfter(drained))
        .isNotEmpty()
        .extracting(AttemptSummary::worker)
        .containsOnly("worker-2");
    assertThat(workers.show("worker-1").running()).isEmpty();
    assertThat(workers.release("worker-1").changed()).isTrue();
  }

  @Test
  @DisplayName("lets the more urgent job overtake, and kills what encodes a cancelled one at once")
  void overtakenAndCancelled() throws Exception {
    var jobs = farm.farm.coordinator().jobOperations();
    Path clip = ffmpeg.clip(folder.resolve("slow.mp4"), 854, 480, 40);
    Path other = ffmpeg.clip(folder.resolve("urgent.mp4"), 320, 240, 4);
    String slow = farm.submit(clip, SLOW);
    long slowJob = farm.awaitStatus(slow, status -> running(status) > 0).job();
    String urgent = farm.submit(other);
    jobs.priority(farm.status(urgent).job(), 10);

    assertThat(farm.awaitEnd(urgent).state()).isEqualTo(State.PUBLISHED);
    assertThat(farm.status(slow).state()).as("it came first").isEqualTo(State.ENCODING);

    await().atMost(PATIENCE).until(() -> encoders().findAny().isPresent());
    jobs.cancel(slowJob);

    await().atMost(AT_ONCE).until(() -> encoders().findAny().isEmpty());
    assertThat(farm.status(slow).state()).isEqualTo(State.CANCELLED);
    assertThat(isIdle(slowJob)).isTrue();
  }
}
