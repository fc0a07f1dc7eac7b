package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.coordinator.dispatch.Jobs.AttemptSummary;
import dev.reelmill.coordinator.dispatch.Jobs.OrderSummary;
import dev.reelmill.coordinator.dispatch.Workers.WorkerStatus;
import dev.reelmill.coordinator.faults.FaultyProxy;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A farm with two workers, one of them beyond a bad network: it has no part of the farm's disk, and
 * reaches broker and store through proxies.
 */
@Tag("long")
@DisplayName("A video is published although")
class WorkerFaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NEAR = "worker-1";
  private static final String FAR = "far";

  /** Slow enough to meet it at work. */
  private static final String SLOW = "web";

  @TempDir static Path folder;
  private static FaultyProxy store;
  private static FaultyProxy broker;
  private static FarmFixture fixture;
  private static WorkerProcess far;
  private static Path clip;
  private static long frames;

  @BeforeAll
  static void start() throws Exception {
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    clip = ffmpeg.clip(folder.resolve("clip.mp4"), 854, 480, 12);
    frames = ffmpeg.frames(clip);
    int port = Ports.free();
    store = new FaultyProxy(port);
    fixture =
        new FarmFixture(
            folder.resolve("data"),
            1,
            SLOW,
            Map.of(
                "http.port",
                Integer.toString(port),
                "http.public-url",
                "http://127.0.0.1:" + store.port(),
                "dispatch.lease",
                "5s",
                "dispatch.unclaimed",
                "10s",
                "worker.heartbeat",
                "1s",
                "ffmpeg.stall-limit",
                "8s"));
    Map<String, String> environment = fixture.farm.environmentOf(FAR);
    URI direct = URI.create(Objects.requireNonNull(environment.get("REELMILL_BROKER_URL")));
    broker = new FaultyProxy(direct.getPort());
    environment.put(
        "REELMILL_BROKER_URL",
        direct.toString().replace(":" + direct.getPort(), ":" + broker.port()));
    environment.remove("REELMILL_WORKER_STORE");
    far =
        new WorkerProcess(
            FAR,
            WorkerProgramCommand.working("run", "--with-parent"),
            environment,
            folder.resolve("far.log"));
  }

  @AfterAll
  static void stop() throws IOException {
    far.close();
    fixture.close();
    broker.close();
    store.close();
  }

  @AfterEach
  void all_is_well_again() {
    broker.heal();
    store.heal();
    for (String worker : List.of(NEAR, FAR)) {
      await().atMost(PATIENCE).until(() -> isAliveAndIdle(worker));
    }
  }

  private static boolean isAliveAndIdle(String worker) {
    return fixture.farm.coordinator().workers().list().stream()
        .filter(status -> status.worker().equals(worker))
        .filter(WorkerStatus::alive)
        .anyMatch(status -> status.running() == 0);
  }

  @Test
  @DisplayName("a worker is killed: its orders run again as soon as the broker notices")
  void killed() throws Exception {
    String video = fixture.submit(clip);
    AttemptSummary held = awaitEncode(video, attempt -> true);
    ProcessHandle.of(pid(held.worker())).orElseThrow().destroyForcibly();

    OrderSummary order = awaitPublished(video, held);

    // How soon is for KilledWorkersIT, where other workers are idle; here it may be the same
    // worker, which is started again.
    assertThat(stateOf(order, held)).as("not the lease's end").isEqualTo("superseded");
  }

  @Test
  @DisplayName("a worker stops without a word: nothing that it says later counts")
  void stopped() throws Exception {
    String video = fixture.submit(clip);
    AttemptSummary held = awaitEncode(video, attempt -> true);
    long pid = pid(held.worker());
    signal("STOP", pid);
    OrderSummary order;
    try {
      order = awaitPublished(video, held);
    } finally {
      signal("CONT", pid);
    }

    assertThat(stateOf(order, held)).isEqualTo("lost");
    assertThat(order.attempts().getLast().worker()).isNotEqualTo(held.worker());
    assertNothingCountsOf(video, held);
  }

  @Test
  @DisplayName("a worker is cut off from the broker: what it goes on with does not count")
  void cutOff() throws Exception {
    String video = fixture.submit(clip);
    AttemptSummary held = awaitEncode(video, attempt -> attempt.worker().equals(FAR));
    broker.stop();

    OrderSummary order = awaitPublished(video, held);

    assertThat(stateOf(order, held)).isEqualTo("lost");
    assertThat(order.attempts().getLast().worker()).isEqualTo(NEAR);
    broker.heal();
    assertNothingCountsOf(video, held);
  }

  @Test
  @DisplayName("FFmpeg hangs: its processes are killed, and another worker tries")
  void hungFfmpeg() throws Exception {
    String video = fixture.submit(clip);
    AttemptSummary held = awaitEncode(video, attempt -> true);
    List<ProcessHandle> hung = ffmpegs(pid(held.worker()));
    assertThat(hung).isNotEmpty();
    for (ProcessHandle process : hung) {
      signal("STOP", process.pid());
    }

    OrderSummary order = awaitPublished(video, held);

    AttemptSummary failed = find(order, held).orElseThrow();
    assertThat(failed.state()).isEqualTo("failed");
    assertThat(failed.failure()).isEqualTo("encoder-hung");
    assertThat(order.attempts().getLast().worker()).isNotEqualTo(held.worker());
    assertThat(hung).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  @DisplayName(
      "the store cuts connections, refuses them, and is slow: no part of an object is seen")
  void badStore() throws Exception {
    String video = fixture.submit(clip);
    awaitEncode(video, attempt -> true);
    long before = store.connections();
    store.cutAfter(100_000);
    await().atMost(PATIENCE).until(() -> store.connections() > before + 1);
    store.refuse();
    long refused = store.connections();
    await().atMost(PATIENCE).until(() -> store.connections() > refused);
    store.heal();
    store.delay(Duration.ofMillis(20));

    VideoStatus status = fixture.awaitEnd(video);

    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    for (MediaObject object : objects(video)) {
      Path file = fixture.farm.coordinator().store().find(object.key()).orElseThrow().file();
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      assertThat(HexFormat.of().formatHex(sha256)).isEqualTo(object.sha256());
    }
    assertThat(attempts(status.job()).map(AttemptSummary::failure))
        .allMatch(failure -> failure == null || failure.equals("store-unavailable"));
  }

  /** An encode in progress, of which the test wants to see what becomes. */
  private static AttemptSummary awaitEncode(String video, Predicate<AttemptSummary> wanted) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> encode(fixture.status(video).job(), wanted), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<AttemptSummary> encode(long job, Predicate<AttemptSummary> wanted) {
    return orders(job)
        .filter(order -> order.kind().equals("segment"))
        .flatMap(order -> order.attempts().stream())
        .filter(attempt -> attempt.state().equals("running") && attempt.frames() > 0)
        .filter(wanted)
        .findFirst();
  }

  /** The order that the attempt was at, when all is done. */
  private static OrderSummary awaitPublished(String video, AttemptSummary attempt) {
    VideoStatus status = fixture.awaitEnd(video);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    return orders(status.job())
        .filter(order -> find(order, attempt).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static void assertNothingCountsOf(String video, AttemptSummary stale) {
    await().atMost(PATIENCE).until(() -> isAliveAndIdle(stale.worker()));
    await().atMost(PATIENCE).until(() -> ffmpegs(pid(stale.worker())).isEmpty());
    long job = fixture.status(video).job();
    assertThat(attempts(job).filter(attempt -> attempt.attempt() == stale.attempt()))
        .singleElement()
        .extracting(AttemptSummary::state)
        .isEqualTo("lost");
    assertThat(objects(video))
        .extracting(MediaObject::key)
        .noneMatch(key -> key.endsWith("-" + stale.attempt() + ".mp4"));
    PublishedMedia media = media(video);
    for (Track rung : media.rungs()) {
      assertThat(rung.objects().stream().mapToLong(MediaObject::samples).sum()).isEqualTo(frames);
    }
  }

  private static PublishedMedia media(String video) {
    return fixture.farm.coordinator().publications().media(video).orElseThrow();
  }

  private static List<MediaObject> objects(String video) {
    return media(video).rungs().stream().flatMap(rung -> rung.objects().stream()).toList();
  }

  private static Stream<OrderSummary> orders(long job) {
    return fixture.farm.coordinator().jobs().show(job).orders().stream();
  }

  private static Stream<AttemptSummary> attempts(long job) {
    return orders(job).flatMap(order -> order.attempts().stream());
  }

  private static Optional<AttemptSummary> find(OrderSummary order, AttemptSummary attempt) {
    return order.attempts().stream().filter(a -> a.attempt() == attempt.attempt()).findFirst();
  }

  private static String stateOf(OrderSummary order, AttemptSummary attempt) {
    return find(order, attempt).orElseThrow().state();
  }

  private static long pid(String worker) {
    return worker.equals(FAR) ? far.pid() : fixture.farm.workerPids().getFirst();
  }

  private static List<ProcessHandle> ffmpegs(long worker) {
    return ProcessHandle.of(worker).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(child -> child.info().command().orElse("").endsWith("ffmpeg"))
        .toList();
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    assertThat(exit).as("kill -%s %d", name, pid).isZero();
  }
}
