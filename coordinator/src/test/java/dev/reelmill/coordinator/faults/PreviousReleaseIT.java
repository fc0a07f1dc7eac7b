package dev.reelmill.coordinator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.farm.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This version and the release before it in one farm: its worker with this coordinator, and the
 * reverse. From the first tag on; before that, with a commit that is named.
 */
@Tag("long")
@SuppressWarnings("NullAway.Init")
class PreviousReleaseIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  private static @Nullable PreviousRelease built;
  private PreviousRelease previous;
  private Path profile;

  /** Before each, as a class that is left out as a whole is in no report. */
  @BeforeEach
  void build() throws Exception {
    Optional<String> commit = PreviousRelease.commit();
    Assumptions.assumeTrue(
        commit.isPresent(),
        "left out: there is no tag of a release before this commit; "
            + PreviousRelease.VARIABLE
            + "=COMMIT names one to take for it");
    if (built == null) {
      built = PreviousRelease.build(commit.orElseThrow(), folder);
    }
    previous = built;
    profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
  }

  private BreakableFarm farm(String name, int coordinators, int workers) throws Exception {
    return new BreakableFarm(
        new FarmShape(
            folder.resolve(name), coordinators, workers, Map.of("profile", profile.toString())));
  }

  private RoleProcess of(BreakableFarm farm, Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    // Settings that the release before need not know, and that don't matter here.
    all.keySet().removeAll(Set.of("REELMILL_WORKER_DRAIN_TIME", "REELMILL_DATABASE_MIGRATE"));
    all.putAll(PreviousRelease.environment());
    RoleProcess process =
        new RoleProcess(
            "previous",
            previous.command(arguments),
            all,
            farm.data().logs().resolve("previous.log"));
    process.start();
    return process;
  }

  private static void assertPublishes(URI coordinator) throws Exception {
    Client client = new Client(List.of(coordinator));
    client.awaitAnswer(PATIENCE);
    String video = client.upload(TinyClip.in(folder, 3), PATIENCE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      await().atMost(PATIENCE).until(() -> state(http, coordinator, video).equals("published"));
    }
  }

  private static String state(HttpClient http, URI coordinator, String video)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(coordinator.resolve("/api/videos/" + video)).build();
    return Json.tree(http.send(request, BodyHandlers.ofString()).body()).path("state").asText();
  }

  @Test
  void worker_of_the_release_before_works_for_this_coordinator() throws Exception {
    try (BreakableFarm farm = farm("new-coordinator", 1, 0);
        RoleProcess worker =
            of(farm, farm.environmentOfWorker("previous"), "worker", "run", "--with-parent")) {
      assertPublishes(farm.urls().getFirst());
      assertThat(worker.exitCode()).isEmpty();
    }
  }

  @Test
  void this_worker_works_for_the_coordinator_of_the_release_before() throws Exception {
    int port = Ports.free();
    try (BreakableFarm farm = farm("old-coordinator", 0, 1)) {
      farm.database().sql().execute("create database previous");
      Map<String, String> environment = new HashMap<>(farm.environmentOfCoordinator(port));
      // It has a database that is all its own: the schema is that of its release.
      DatabaseSettings owner = farm.postgres().settings();
      environment.put("REELMILL_DATABASE_URL", owner.url().replaceFirst("/postgres$", "/previous"));
      environment.put("REELMILL_DATABASE_USER", owner.user());
      environment.put("REELMILL_DATABASE_PASSWORD", owner.password());
      try (RoleProcess coordinator = of(farm, environment, "coordinator", "--with-parent")) {
        assertPublishes(URI.create("http://127.0.0.1:" + port));
        assertThat(coordinator.exitCode()).isEmpty();
      }
    }
  }
}
