package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.dispatch.Jobs.AttemptSummary;
import dev.reelmill.coordinator.dispatch.Workers.WorkerStatus;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
@DisplayName("A worker whose clock is wrong")
class ClocksIT {

  @TempDir Path folder;

  @BeforeEach
  void another_clock_can_be_shown() {
    Assumptions.assumeTrue(
        Stream.of("/usr/bin/faketime", "/usr/local/bin/faketime")
            .anyMatch(path -> Path.of(path).toFile().canExecute()),
        "left out: there is no faketime here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10m", "-10m"})
  @DisplayName("by ten minutes works like any other")
  void worksLikeAnyOther(String offset) throws Exception {
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    try (FarmFixture fixture = new FarmFixture(folder.resolve("data"), 0, "quick");
        WorkerProcess worker = started(fixture, offset)) {
      String name = worker.name();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  fixture.farm.coordinator().workers().list().stream()
                      .anyMatch(WorkerStatus::alive));
      Path clip = ffmpeg.clip(folder.resolve("clip.mp4"), 320, 240, 4);

      // Not only published: its pictures follow.
      VideoStatus status = fixture.awaitStatus(fixture.submit(clip), VideoStatus::settled);

      assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
      List<AttemptSummary> attempts =
          fixture.farm.coordinator().jobs().show(status.job()).orders().stream()
              .flatMap(order -> order.attempts().stream())
              .toList();
      assertThat(attempts).extracting(AttemptSummary::worker).containsOnly(name);
      assertThat(attempts)
          .extracting(AttemptSummary::state)
          .as("nothing had to be tried again")
          .containsOnly("accepted");
    }
  }

  private WorkerProcess started(FarmFixture fixture, String offset) {
    Map<String, String> environment = fixture.farm.environmentOf("skewed");
    // How long something takes is measured by another clock, which nobody sets.
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    // Its source comes by a signed URL, which has a time in it.
    environment.remove("REELMILL_WORKER_STORE");
    List<String> command = new ArrayList<>(List.of("faketime", "-f", offset));
    command.addAll(WorkerProgramCommand.working("run", "--with-parent"));
    return new WorkerProcess("skewed", command, environment, folder.resolve("skewed.log"));
  }
}
