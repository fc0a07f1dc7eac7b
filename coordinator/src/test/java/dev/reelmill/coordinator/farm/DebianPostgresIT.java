package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/database.md on Debian's PostgreSQL, and one video on it. */
@Tag("long")
class DebianPostgresIT {

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
    FarmParts parts = new FarmParts(folder);
    try (EmbeddedBroker broker =
            new EmbeddedBroker(
                Files.createDirectories(folder.resolve("artemis")), Ports.free(), passwords);
        Coordinator coordinator =
            parts.coordinator(
                new DatabaseSettings(
                    postgres.url("reelmill"),
                    "reelmill_coordinator",
                    "it's the coordinator's",
                    10,
                    false),
                broker.coordinator());
        WorkerProcess worker = parts.worker("worker", broker.worker())) {
      FarmParts.awaitPublished(coordinator, FarmParts.submit(coordinator, clip));
      assertThat(worker.exitCode()).isEmpty();
      assertThat(
              postgres.psql(
                  "reelmill",
                  "select count(*) from quartz.qrtz_triggers where prev_fire_time > 0;"))
          .as("Quartz has fired, on PostgreSQL " + postgres.version())
          .isNotEqualTo("0\n");
    }
  }
}
