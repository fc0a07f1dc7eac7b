package dev.reelmill.worker.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.deliver.Uploader;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.scratch.FreeSpace;
import dev.reelmill.worker.scratch.Scratch;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A worker whose scratch disk is full")
class FullScratchIT {

  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  @TempDir Path folder;

  @Test
  @DisplayName("says so, asks for nothing, cleans up and goes on")
  void saysSoAndGoesOn() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()),
        "left out: a disk of 8 MB can't be mounted here; it takes root");
    FakeFarm farm = new FakeFarm();
    try (Scratch scratch = Scratch.open(disk);
        HttpClient http = HttpClient.newHttpClient();
        Intake intake = worker(farm, scratch, http)) {
      farm.answer = request -> new ClaimReply.Refused("nothing is there");
      Path filling = Files.write(disk.resolve("filling"), new byte[6 << 20]);
      Path leftover = Files.write(disk.resolve("leftover"), new byte[1 << 20]);
      intake.start();
      await().atMost(20, SECONDS).until(() -> trouble(farm) != null);
      assertThat(leftover).as("what can be had again is given back").doesNotExist();

      farm.hint(OrderQueue.ENCODE, 7);
      assertThat(trouble(farm)).contains("scratch disk is full", "MB");
      assertThat(farm.claims.poll(1, SECONDS)).isNull();
      assertThat(farm.waiting(Queues.WORK_ENCODE)).isEqualTo(1);

      Files.delete(filling);
      assertThat(farm.claims.poll(10, SECONDS)).isNotNull();
      await().atMost(10, SECONDS).until(() -> trouble(farm) == null);
    } finally {
      farm.stop();
      run("umount", disk.toString());
    }
  }

  private static Intake worker(FakeFarm farm, Scratch scratch, HttpClient http) throws Exception {
    SourceFiles sources = new SourceFiles(null, scratch.subfolder("sources"), 1 << 20, http);
    Path leftover = Objects.requireNonNull(scratch.folder().getParent()).resolve("leftover");
    return new Intake(
        farm.settings(),
        new Intake.Identity("full", "here", "test", 1, Capabilities.NONE, HEARTBEAT),
        new OrderWork(RealFfmpeg.INSTANCE, sources, scratch, new Delivery(new Uploader(http)), 1),
        new FreeSpace(
            scratch.folder(),
            4 << 20,
            () -> assertThat(leftover.toFile().delete() || !leftover.toFile().exists()).isTrue()));
  }

  private static @Nullable String trouble(FakeFarm farm) throws InterruptedException {
    farm.heartbeats.clear();
    Heartbeat next = Objects.requireNonNull(farm.heartbeats.poll(10, SECONDS), "no heartbeat");
    return next.trouble();
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
