package dev.reelmill.worker.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.WorkerProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worker as a program of its own, ended in every way. */
@SuppressWarnings("NullAway.Init")
@Tag("long")
class WorkerProcessIT {

  /** How a worker may end. */
  enum End {
    TERMINATED,
    KILLED,
    PARENT_GONE
  }

  @TempDir Path folder;
  private FakeFarm farm;
  private Process worker;
  private int healthPort;
  private String drainTime = "0s";

  @BeforeEach
  void start() throws Exception {
    farm = new FakeFarm();
    healthPort = FakeFarm.freePort();
    worker = program("--with-parent");
  }

  @AfterEach
  void stop() throws Exception {
    worker.destroyForcibly().waitFor();
    farm.stop();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_left_running_and_the_order_goes_back(End end) throws Exception {
    assertThat(farm.heartbeats.poll(20, SECONDS)).isNotNull();
    grant();
    farm.hint(OrderQueue.ENCODE, 1);
    await().atMost(20, SECONDS).until(() -> !ffmpegs().isEmpty());
    List<ProcessHandle> ffmpegs = ffmpegs();

    switch (end) {
      case TERMINATED -> worker.destroy();
      case KILLED -> worker.destroyForcibly();
      case PARENT_GONE -> worker.getOutputStream().close();
    }

    assertThat(worker.waitFor(5, SECONDS)).isTrue();
    await().atMost(3, SECONDS).until(() -> ffmpegs.stream().noneMatch(ProcessHandle::isAlive));
    await().atMost(5, SECONDS).until(() -> farm.waiting(Queues.WORK_ENCODE) == 1);
    assertThat(farm.results).isEmpty();
    if (end != End.KILLED) {
      assertThat(Files.readString(folder.resolve("log"))).doesNotContain("not everything stopped");
      try (var runs = Files.list(folder.resolve("scratch"))) {
        assertThat(runs.filter(Files::isDirectory)).isEmpty();
      }
    }
  }

  @Test
  void leftovers_of_a_killed_worker_are_removed_by_the_next() throws Exception {
    assertThat(farm.heartbeats.poll(20, SECONDS)).isNotNull();
    worker.destroyForcibly().waitFor();
    assertThat(runFolders()).isEqualTo(1);

    worker = program("--with-parent");
    farm.heartbeats.clear();
    assertThat(farm.heartbeats.poll(20, SECONDS)).isNotNull();

    assertThat(runFolders()).isEqualTo(1);
  }

  @Test
  void order_in_progress_ends_within_the_time_it_has() throws Exception {
    worker.destroyForcibly().waitFor();
    drainTime = "2m";
    worker = program("--with-parent");
    farm.heartbeats.clear();
    assertThat(farm.heartbeats.poll(20, SECONDS)).isNotNull();
    grant("medium", 6000L, 300);
    farm.hint(OrderQueue.ENCODE, 1);
    await().atMost(20, SECONDS).until(() -> !ffmpegs().isEmpty());
    assertThat(health("/health/ready").statusCode()).isEqualTo(200);

    // Process.destroy would end its standard input too, as if its parent were gone.
    worker.toHandle().destroy();
    await().atMost(20, SECONDS).until(() -> health("/health/ready").statusCode() == 503);
    farm.hint(OrderQueue.ENCODE, 2);
    assertThat(health("/health/ready").body()).contains("told to stop");
    assertThat(health("/health/live").body()).contains("\"role\":\"worker\"");

    assertThat(farm.results.poll(100, SECONDS))
        .as(Files.readString(folder.resolve("log")))
        .isInstanceOf(WorkResult.Done.class);
    assertThat(worker.waitFor(10, SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(143);
    assertThat(farm.waiting(Queues.WORK_ENCODE)).as("the other order is left").isEqualTo(1);
  }

  @Test
  void worker_is_ready_while_the_broker_is_there() throws Exception {
    await().atMost(20, SECONDS).ignoreExceptions().until(() -> isReady());
    farm.stopBroker();
    await().atMost(40, SECONDS).until(() -> !isReady());
    assertThat(health("/health/ready").body()).contains("no heartbeat has gone out to the broker");
    farm.startBroker();
    await().atMost(60, SECONDS).until(() -> isReady());
  }

  private boolean isReady() throws Exception {
    return health("/health/ready").statusCode() == 200;
  }

  private HttpResponse<String> health(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI url = URI.create("http://127.0.0.1:" + healthPort + path);
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
  }

  private long runFolders() throws IOException {
    try (var runs = Files.list(folder.resolve("scratch"))) {
      return runs.filter(Files::isDirectory).count();
    }
  }

  private List<ProcessHandle> ffmpegs() {
    return worker
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("ffmpeg"))
        .toList();
  }

  private Process program(String option) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProgram.class.getName(),
            option,
            "--set",
            "broker.url=" + farm.url,
            "--set",
            "broker.user=worker",
            "--set",
            "broker.password=secret",
            "--set",
            "worker.drain-time=" + drainTime,
            "--set",
            "worker.health-port=" + healthPort,
            "--set",
            "worker.store=" + folder.resolve("store"),
            "--set",
            "worker.scratch=" + folder.resolve("scratch"))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** An order that takes long; its source lies in the store's folder. */
  private void grant() throws IOException {
    grant("veryslow", null, 1000);
  }

  private void grant(String preset, @Nullable Long endPts, int frames) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("store/sources"));
    Path clip =
        RealFfmpeg.clip(
            folder, "clip.mkv", "testsrc2=s=320x180:r=50:d=20", "-c:v libx264 -preset ultrafast");
    Files.move(clip, sources.resolve("abc"));
    EncodeSegment order =
        new EncodeSegment(
            new SourceAccess("sources/abc", "http://nowhere", 1),
            "matroska",
            0,
            Picture.plain(320, 180),
            new SegmentInterval(Rational.of(1, 1000), 0, 0, endPts, 0, frames),
            List.of(
                new RungOrder(
                    "720p",
                    new VideoEncoding(
                        VideoCodec.H264,
                        preset,
                        20,
                        1280,
                        720,
                        5_000_000,
                        9_000_000,
                        100,
                        Rational.of(25),
                        1,
                        DynamicRange.SDR),
                    farm.target("videos/abc/720p/0000-1.mp4"))),
            null);
    farm.answer = request -> new ClaimReply.Granted(1, "token", 1, "abc", order);
  }
}
