package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Launcher;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/database.md on Debian's PostgreSQL, and one video on it. */
@Tag("long")
class DebianPostgresIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** What a command of the launcher prints; without its standard error. */
  private static String command(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = Launcher.command(arguments).redirectErrorStream(false);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(List.of(arguments).toString()).isZero();
    return printed;
  }

  private Path secrets() throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    for (String name : List.of("migrator", "coordinator", "site")) {
      Files.writeString(secrets.resolve(name), "it's the " + name + "'s\n");
    }
    return secrets;
  }

  @Test
  void roles_and_schema_are_made_twice_without_harm_and_a_video_is_published() throws Exception {
    Optional<Path> programs = DebianPostgres.programs();
    Assumptions.assumeTrue(
        programs.isPresent(), "left out: Debian's package postgresql is not installed");
    try (DebianPostgres postgres = new DebianPostgres(programs.orElseThrow())) {
      String script = command(Map.of(), "database", "roles", "--passwords=" + secrets());
      assertThat(script).contains("SCRAM-SHA-256$").doesNotContain("it's the");
      Map<String, String> migrator =
          Map.of(
              "REELMILL_DATABASE_URL", postgres.url("reelmill"),
              "REELMILL_DATABASE_USER", "reelmill_migrator",
              "REELMILL_DATABASE_PASSWORD", "it's the migrator's");
      for (int done : new int[] {3, 0}) {
        postgres.psql("postgres", script);
        assertThat(command(migrator, "database", "migrate"))
            .isEqualTo("Migrations carried out: " + done + "\n");
      }
      assertThat(
              postgres.psql(
                  "reelmill",
                  "select distinct tableowner from pg_tables"
                      + " where schemaname in ('farm', 'quartz');"))
          .isEqualTo("reelmill_migrator\n");
      publish(postgres);
    }
  }

  private void publish(DebianPostgres postgres) throws Exception {
    Path clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 128, 72, 1);
    Passwords passwords = new Passwords("one", "two");
    try (EmbeddedBroker broker =
            new EmbeddedBroker(
                Files.createDirectories(folder.resolve("artemis")), Ports.free(), passwords);
        Coordinator coordinator =
            Coordinator.start(settings(postgres.url("reelmill"), broker.coordinator()));
        WorkerProcess worker = worker(broker.worker())) {
      String video = VideoId.random();
      String key = ObjectKeys.source(video);
      coordinator.store().adopt(key, clip);
      coordinator
          .submissions()
          .submit(new Submission(video, "clip", "c.mp4", key, Files.size(clip), null));
      VideoStatus status =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> coordinator.publications().status(video).orElseThrow(),
                  now -> now.state().isFinal());
      assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
      assertThat(worker.exitCode()).isEmpty();
      assertThat(
              postgres.psql(
                  "reelmill",
                  "select count(*) from quartz.qrtz_triggers where prev_fire_time > 0;"))
          .as("Quartz has fired, on PostgreSQL " + postgres.version())
          .isNotEqualTo("0\n");
    }
  }

  private CoordinatorSettings settings(String url, BrokerSettings broker) {
    Map<String, String> flags = new HashMap<>();
    flags.put("database.url", url);
    flags.put("database.user", "reelmill_coordinator");
    flags.put("database.password", "it's the coordinator's");
    flags.put("database.migrate", "false");
    flags.put("broker.url", broker.url());
    flags.put("broker.user", broker.user());
    flags.put("broker.password", broker.password());
    flags.put("http.port", "0");
    flags.put("store.path", folder.resolve("store").toString());
    flags.put("security.url-secret", "a secret of thirty-two characters, about");
    flags.put("security.admin-token", "token");
    flags.put("profile", "quick");
    flags.put("profiles.folder", Path.of("src/test/resources/profiles").toAbsolutePath() + "");
    return CoordinatorSettings.from(
        Settings.read(
            Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
            List.of(),
            null,
            Map.of(),
            flags));
  }

  private WorkerProcess worker(BrokerSettings broker) {
    return new WorkerProcess(
        "worker",
        WorkerProgramCommand.working("run", "--with-parent"),
        Map.of(
            "REELMILL_BROKER_URL", broker.url(),
            "REELMILL_BROKER_USER", broker.user(),
            "REELMILL_BROKER_PASSWORD", broker.password(),
            "REELMILL_WORKER_SLOTS", "1",
            "REELMILL_WORKER_DRAIN_TIME", "0s",
            "REELMILL_WORKER_SCRATCH", folder.resolve("scratch").toString()),
        folder.resolve("worker.log"));
  }
}
