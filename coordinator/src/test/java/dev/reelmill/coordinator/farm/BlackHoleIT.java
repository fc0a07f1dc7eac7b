package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.dispatch.Workers.WorkerStatus;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@DisplayName("A worker whose every encode fails at once")
class BlackHoleIT {

  private static final String HOLE = "black-hole";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  @DisplayName("costs no video, is quarantined, and works again when it is mended")
  void isQuarantinedAndComesBack() throws Exception {
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    Path broken = Files.createFile(folder.resolve("broken"));
    Path clip = ffmpeg.clip(folder.resolve("clip.mp4"), 320, 240, 6);
    try (FarmFixture fixture = new FarmFixture(folder.resolve("data"), 1, "quick");
        WorkerProcess hole = started(fixture, ffmpeg.executable(), broken)) {
      await()
          .atMost(PATIENCE)
          .until(() -> find(fixture, hole.name()).filter(WorkerStatus::alive).isPresent());

      publishUntil(fixture, clip, "quarantined");
      Files.delete(broken);
      publishUntil(fixture, clip, "active");
    }
  }

  /** Every video is published, whatever the worker is like. */
  private static void publishUntil(FarmFixture fixture, Path clip, String state)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (find(fixture, HOLE).filter(worker -> worker.state().equals(state)).isEmpty()) {
      assertThat(System.nanoTime()).as("never " + state).isLessThan(deadline);
      VideoStatus status = fixture.awaitEnd(fixture.submit(clip));
      assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    }
  }

  private static Optional<WorkerStatus> find(FarmFixture fixture, String worker) {
    return fixture.farm.coordinator().workers().list().stream()
        .filter(status -> status.worker().equals(worker))
        .findFirst();
  }

  private WorkerProcess started(FarmFixture fixture, Path ffmpeg, Path broken) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    String libraries = ffmpeg.getParent() + ":" + folder.resolve("stand-ins");
    for (String program : new String[] {"ffmpeg", "ffprobe"}) {
      Path script = programs.resolve(program);
      Files.writeString(
          script,
          """
          #!/bin/sh
          case "$0 $*" in
          *ffmpeg*libx264*|*ffmpeg*aac*) [ -e %s ] && exit 1 ;;
          esac
          LD_LIBRARY_PATH=%s exec %s "$@"
          """
              .formatted(broken, libraries, ffmpeg.resolveSibling(program)));
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    Map<String, String> environment = fixture.farm.environmentOf(HOLE);
    environment.put("REELMILL_FFMPEG_PATH", programs.toString());
    // The scripts want to see more than FFmpeg may.
    environment.put("REELMILL_FFMPEG_SANDBOX", "limits");
    return new WorkerProcess(
        HOLE,
        WorkerProgramCommand.working("run", "--with-parent"),
        environment,
        folder.resolve("hole.log"));
  }
}
