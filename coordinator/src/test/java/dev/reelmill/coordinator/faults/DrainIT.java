package dev.reelmill.coordinator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.health.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are told to end while there is work. */
@Tag("long")
@SuppressWarnings("NullAway.Init")
class DrainIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** As signal 15 of POSIX is told by a shell, and by Java programs themselves. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;
  private BreakableFarm farm;
  private Oracle oracle;

  @BeforeEach
  void start() throws Exception {
    Path profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
    farm =
        new BreakableFarm(
            new FarmShape(
                folder.resolve("farm"),
                2,
                2,
                Map.of("profile", profile.toString(), "worker.drain-time", "60s")));
    oracle = new Oracle(farm);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private void awaitPublished(List<String> videos) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> videos.stream().allMatch(oracle::isPublished) && oracle.unfinished().isEmpty());
  }

  private List<String> upload(int videos) throws Exception {
    List<String> uploaded = new ArrayList<>();
    for (int i = 0; i < videos; i++) {
      uploaded.add(farm.client(i % 2).upload(TinyClip.in(folder, 3), PATIENCE));
    }
    return uploaded;
  }

  @Test
  void worker_ends_what_it_is_at_and_no_work_is_done_twice() throws Exception {
    List<String> videos = upload(4);
    RoleProcess worker = farm.workers().getFirst();
    await().atMost(PATIENCE).until(() -> running(worker.name()) > 0 && oracle.acceptances() > 2);

    worker.terminate();
    assertThat(worker.awaitEnd(Duration.ofSeconds(70))).isTrue();
    assertThat(worker.exitCode()).hasValue(TERMINATED);
    assertThat(running(worker.name())).isZero();

    awaitPublished(videos);
    assertThat(
            farm.database()
                .sql()
                .fetch(
                    "select id, order_id, worker_id, state, hedge, started_at, ended_at,"
                        + " failure_detail from farm.attempt where state <> 'accepted' and not"
                        + " hedge"))
        .isEmpty();
    assertThat(oracle.twiceAccepted()).isEmpty();
  }

  private int running(String worker) {
    return farm.database()
        .sql()
        .fetchSingle(
            "select count(*) from farm.attempt where state = 'running' and worker_id = ?", worker)
        .get(0, Integer.class);
  }

  @Test
  void coordinator_leaves_uploads_and_orders_to_the_other() throws Exception {
    Path clip = TinyClip.in(folder, 3);
    List<FutureTask<String>> uploads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Callable<String> upload = () -> farm.client().upload(clip, PATIENCE);
      FutureTask<String> task = new FutureTask<>(upload);
      uploads.add(task);
      Thread.ofVirtual().start(task);
    }
    await().atMost(PATIENCE).until(() -> oracle.acceptances() > 0);

    RoleProcess coordinator = farm.coordinators().getFirst();
    coordinator.terminate();
    assertThat(coordinator.awaitEnd(Duration.ofSeconds(45))).isTrue();
    assertThat(coordinator.exitCode()).hasValue(TERMINATED);

    List<String> videos = new ArrayList<>();
    for (FutureTask<String> upload : uploads) {
      videos.add(upload.get());
    }
    awaitPublished(videos);
    assertThat(videos).doesNotHaveDuplicates();
    assertThat(oracle.twiceAccepted()).isEmpty();
  }

  @Test
  void each_program_is_replaced_in_turn_while_videos_come_in() throws Exception {
    Path clip = TinyClip.in(folder, 3);
    AtomicBoolean done = new AtomicBoolean();
    List<FutureTask<List<String>>> feeders = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      FutureTask<List<String>> feeder = new FutureTask<>(() -> feed(clip, done));
      feeders.add(feeder);
      Thread.ofVirtual().start(feeder);
    }
    await().atMost(PATIENCE).until(() -> oracle.acceptances() > 0);

    List<RoleProcess> inTurn = new ArrayList<>(farm.coordinators());
    inTurn.addAll(farm.workers());
    for (RoleProcess process : inTurn) {
      process.terminate();
      assertThat(process.awaitEnd(Duration.ofSeconds(70))).as(process.name()).isTrue();
      assertThat(process.exitCode()).as(process.name()).hasValue(TERMINATED);
      process.start();
      long before = oracle.acceptances();
      await().atMost(PATIENCE).until(() -> isReady(process) && oracle.acceptances() > before);
    }

    done.set(true);
    for (FutureTask<List<String>> feeder : feeders) {
      awaitPublished(feeder.get());
    }
    assertThat(oracle.twiceAccepted()).isEmpty();
  }

  /** One video after the other; their ids. */
  private List<String> feed(Path clip, AtomicBoolean done) throws Exception {
    List<String> videos = new ArrayList<>();
    while (!done.get()) {
      String video = farm.client().upload(clip, PATIENCE);
      videos.add(video);
      await().atMost(PATIENCE).until(() -> oracle.isPublished(video));
    }
    return videos;
  }

  /** Workers of this farm have no port to ask at. */
  private boolean isReady(RoleProcess process) throws InterruptedException {
    int coordinator = farm.coordinators().indexOf(process);
    if (coordinator < 0) {
      return process.isAlive();
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI url = farm.urls().get(coordinator).resolve(Health.READY);
      HttpRequest request = HttpRequest.newBuilder(url).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
