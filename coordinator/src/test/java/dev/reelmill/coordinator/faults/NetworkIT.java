package dev.reelmill.coordinator.faults;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelmill.coordinator.backlog.AttemptState;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight hosts with an address each, between which the network breaks. */
class NetworkIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);
  private static final int CLIP_SECONDS = 4;

  @TempDir Path folder;

  /** A link that is cut and mended. */
  private interface Cut {
    void change(Network network, boolean down) throws Exception;
  }

  private static Cut host(String host) {
    return (network, down) -> {
      if (down) {
        network.cut(host);
      } else {
        network.heal(host);
      }
    };
  }

  private static Cut way(String from, String to) {
    return (network, down) -> {
      if (down) {
        network.cut(from, to);
      } else {
        network.heal(from, to);
      }
    };
  }

  /** Every host once, and the ways that a job takes, in each direction by itself. */
  private static List<Cut> cuts() {
    String worker = NetworkFarm.WORKERS.getFirst();
    String coordinator = NetworkFarm.COORDINATOR;
    return List.of(
        host(NetworkFarm.BROKER),
        way(worker, NetworkFarm.BROKER),
        way(NetworkFarm.BROKER, worker),
        host(NetworkFarm.DATABASE),
        way(coordinator, NetworkFarm.DATABASE),
        way(NetworkFarm.DATABASE, coordinator),
        host(NetworkFarm.STORE),
        way(worker, NetworkFarm.STORE),
        way(NetworkFarm.STORE, worker),
        host(worker),
        host(coordinator),
        host(NetworkFarm.SITE));
  }

  @Test
  void what_is_cut_apart_and_mended_loses_nothing_and_does_nothing_twice() throws Exception {
    assumeTrue(
        Network.isAllowed(),
        "left out: network namespaces, bridges and virtual cables need root, and iproute2");
    Path clip = TinyClip.in(folder, CLIP_SECONDS);
    Path profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
    try (NetworkFarm farm =
        new NetworkFarm(
            folder,
            Map.of(
                "REELMILL_PROFILE", profile.toString(),
                "REELMILL_DISPATCH_LEASE", "10s",
                "REELMILL_DISPATCH_UNCLAIMED", "20s",
                "REELMILL_DISPATCH_MOST_LOSSES", "1000",
                "REELMILL_STORE_LEFTOVERS", "1s",
                "REELMILL_UPLOAD_EXPIRES", "5s"))) {
      Oracle oracle = farm.oracle();
      String undisturbed = farm.client().upload(clip, PATIENCE);
      await().atMost(PATIENCE).until(() -> oracle.isPublished(undisturbed));

      List<String> videos = disturb(farm, clip);

      await().atMost(PATIENCE).until(() -> isQuiet(farm, oracle));
      farm.restartCoordinator();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(complaints(farm, oracle)).isEmpty());
      assertThat(videos)
          .allSatisfy(
              video -> assertThat(oracle.outputs(video)).isEqualTo(oracle.outputs(undisturbed)));
      for (String video : videos) {
        assertThat(status(farm.playlist(video))).isEqualTo(200);
      }
      assertThat(oracle.outputs(undisturbed)).containsKeys("36p/0", "36p/1", "audio/0");
    }
  }

  /** Cuts one after the other, each in the middle of a job; the videos that came meanwhile. */
  private static List<String> disturb(NetworkFarm farm, Path clip) throws Exception {
    List<Future<String>> uploads = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Cut cut : cuts()) {
        uploads.add(clients.submit(() -> farm.client().upload(clip, PATIENCE)));
        await().atMost(PATIENCE).until(() -> isAtWork(farm));
        cut.change(farm.network(), true);
        Thread.sleep(LONG_ENOUGH);
        cut.change(farm.network(), false);
        farm.keepUp();
      }
      List<String> videos = new ArrayList<>();
      for (Future<String> upload : uploads) {
        videos.add(upload.get());
      }
      return videos;
    }
  }

  private static int status(URI url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static boolean isAtWork(NetworkFarm farm) {
    return farm.database()
        .sql()
        .fetchExists(ATTEMPT, ATTEMPT.STATE.eq(AttemptState.RUNNING.text()));
  }

  private static boolean isQuiet(NetworkFarm farm, Oracle oracle) {
    farm.keepUp();
    return oracle.unfinished().isEmpty();
  }

  private static List<String> complaints(NetworkFarm farm, Oracle oracle) {
    farm.keepUp();
    try {
      return oracle.complaints();
    } catch (DataAccessException e) {
      return List.of("the database is away: " + e.getMessage());
    }
  }
}
