package dev.reelmill.coordinator.farm;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.operations.Why;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that have something that others have not, over a real broker. */
@DisplayName("Tagged workers")
@Tag("long")
class TaggedWorkersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** The tests' usual profile with something added. */
  private void profile(String name, String field, Object value) throws IOException {
    Path quick = Path.of("src/test/resources/profiles/quick.json");
    ObjectNode profile = (ObjectNode) Json.tree(Files.readString(quick));
    profile.put("name", name);
    if (field.equals("needs")) {
      profile.set(field, Json.MAPPER.valueToTree(value));
    } else {
      ((ObjectNode) profile.at("/video/0")).put(field, value.toString()).put("preset", "p4");
    }
    Path profiles = Files.createDirectories(folder.resolve("profiles"));
    Files.writeString(profiles.resolve(name + ".json"), Json.pretty(profile));
    Files.copy(quick, profiles.resolve("quick.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Set<String> workersAt(TestDatabase database, String video, Condition orders) {
    return database
        .context()
        .selectDistinct(ATTEMPT.WORKER_ID)
        .from(ATTEMPT)
        .join(WORK_ORDER)
        .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
        .where(WORK_ORDER.JOB_ID.eq(job(database, video)).and(orders))
        .fetchSet(ATTEMPT.WORKER_ID);
  }

  private static long job(TestDatabase database, String video) {
    return database
        .context()
        .select(JOB.ID)
        .from(JOB)
        .where(JOB.VIDEO_ID.eq(video))
        .fetchSingle()
        .value1();
  }

  private static List<String> why(TestDatabase database, String video) {
    return new Why(database.database()).of(job(database, video)).reasons();
  }

  @Test
  @DisplayName("get what needs them, and nobody else does")
  void getWhatNeedsThem() throws Exception {
    profile("vaulted", "needs", List.of("vault"));
    profile("carded", "accelerator", "nvenc");
    Path clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 320, 240, 9);
    FarmParts parts = new FarmParts(folder);
    Condition segments = WORK_ORDER.KIND.eq("segment");
    try (TestDatabase database = new TestDatabase();
        EmbeddedBroker broker =
            new EmbeddedBroker(
                folder.resolve("broker"), Ports.free(), new Passwords("one", "two"));
        Coordinator coordinator =
            parts.coordinator(
                database.settings(),
                broker.coordinator(),
                Map.of(ProfileSettings.FOLDER, folder.resolve("profiles").toString()));
        WorkerProcess plain = parts.worker("plain", broker.worker())) {
      String vaulted = FarmParts.submit(coordinator, clip, "vaulted");
      String carded = FarmParts.submit(coordinator, clip, "carded");
      await("both are inspected")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(why(database, vaulted))
                    .anyMatch(r -> r.contains("None of them has vault,"));
                assertThat(why(database, carded))
                    .anyMatch(r -> r.contains("None of them has nvenc,"));
              });
      FarmParts.awaitPublished(coordinator, FarmParts.submit(coordinator, clip));

      try (WorkerProcess special =
          parts.worker("special", broker.worker(), Map.of("REELMILL_WORKER_TAGS", "vault,attic"))) {
        FarmParts.awaitPublished(coordinator, vaulted);
        assertThat(special.exitCode()).isEmpty();
      }
      assertThat(plain.exitCode()).isEmpty();
      assertThat(workersAt(database, vaulted, segments)).containsExactly("special");
      assertThat(workersAt(database, vaulted, WORK_ORDER.KIND.eq("inspect")))
          .containsExactly("plain");
      assertThat(
              database
                  .context()
                  .fetchCount(
                      WORK_ORDER,
                      segments
                          .and(WORK_ORDER.JOB_ID.eq(job(database, vaulted)))
                          .and(WORK_ORDER.DISPATCH.ne(1))))
          .as("orders whose hint came to the wrong worker first")
          .isZero();
      assertThat(
              database
                  .context()
                  .select(WORKER.CAPABILITIES)
                  .from(WORKER)
                  .where(WORKER.ID.eq("special"))
                  .fetchSingle()
                  .value1())
          .contains("attic", "vault");
      assertThat(workersAt(database, carded, segments)).isEmpty();
    }
  }
}
