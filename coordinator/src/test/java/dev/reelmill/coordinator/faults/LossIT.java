package dev.reelmill.coordinator.faults;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broker and database go away in the middle of encodes: nothing is encoded twice because of it. */
@Tag("long")
class LossIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CUTS = 12;
  private static final long CUT_STEP_BYTES = 1999;

  @TempDir static Path folder;
  private static BreakableFarm farm;
  private static Oracle oracle;
  private static ProcessLogs logs;
  private static Path clip;

  @BeforeAll
  static void start() throws Exception {
    // Each of its segments is encoded for longer than it takes to hear of it.
    clip = BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("slow.mp4"), 1280, 720, 8);
    farm =
        new BreakableFarm(
            new FarmShape(folder.resolve("farm"), 1, 2, Map.of("worker.heartbeat", "1s")));
    oracle = new Oracle(farm);
    logs = new ProcessLogs(farm);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @AfterEach
  void nothing_was_done_twice() {
    assertThat(oracle.twiceAccepted()).isEmpty();
    assertThat(logs.encodes())
        .isNotEmpty()
        .allSatisfy((order, times) -> assertThat(times).as("encodes of " + order).isEqualTo(1));
  }

  @ParameterizedTest(name = "journal deleted: {0}")
  @ValueSource(booleans = {false, true})
  void encodes_finish_without_the_broker_and_queues_are_rebuilt(boolean journalDeleted)
      throws Exception {
    String video = farm.client().upload(clip, PATIENCE);
    awaitEncodes();
    int done = logs.encodes().size();

    farm.broker().kill();
    if (journalDeleted) {
      farm.broker().deleteJournal();
    }
    await().atMost(PATIENCE).until(() -> logs.encodes().size() > done);
    assertThat(running()).as("nobody was told").isPositive();
    farm.broker().start();

    awaitSettled(video);
  }

  @Test
  void a_full_disk_of_the_broker_only_delays() throws Exception {
    farm.broker().kill();
    Path disk = Files.createDirectories(farm.data().artemis());
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString());
    try {
      farm.broker().start();
      Assumptions.assumeTrue(mounted, "left out: no disk of a small size may be mounted here");
      Path ballast = disk.resolve("ballast");
      run("dd", "if=/dev/zero", "of=" + ballast, "bs=64k");
      String video = farm.client().upload(clip, PATIENCE);
      await().atMost(PATIENCE).until(() -> logs.log("coordinator-1").contains("dispatch is stuck"));
      Files.delete(ballast);

      awaitSettled(video);
    } finally {
      farm.broker().kill();
      if (mounted) {
        run("umount", disk.toString());
      }
      farm.broker().start();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void a_crash_of_the_database_costs_no_encode() throws Exception {
    String video = farm.client().upload(clip, PATIENCE);
    awaitEncodes();

    farm.postgres().crash();

    awaitSettled(video);
  }

  @Test
  void connections_cut_in_mid_commit_cost_no_encode() throws Exception {
    String video = farm.client().upload(clip, PATIENCE);
    for (int cut = 1; cut <= CUTS && !oracle.isPublished(video); cut++) {
      long before = farm.databaseWay().connections();
      farm.databaseWay().cutAfter(cut * CUT_STEP_BYTES);
      // All are cut, and at least one is made anew.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(farm.databaseWay().connections())
                      .as(() -> "the log ends with " + logs.end("coordinator-1"))
                      .isGreaterThan(before));
      farm.databaseWay().heal();
    }

    awaitSettled(video);
  }

  private static void awaitEncodes() {
    await().atMost(PATIENCE).until(() -> encoding() > 0);
  }

  private static int running() {
    return farm.database().sql().fetchCount(ATTEMPT, ATTEMPT.STATE.eq(AttemptState.RUNNING.text()));
  }

  /** Attempts that have come so far that they count frames. */
  private static int encoding() {
    return farm.database()
        .sql()
        .fetchCount(
            ATTEMPT, ATTEMPT.STATE.eq(AttemptState.RUNNING.text()).and(ATTEMPT.FRAMES.gt(0L)));
  }

  private static void awaitSettled(String video) {
    await()
        .atMost(PATIENCE)
        .until(() -> oracle.isPublished(video) && oracle.unfinished().isEmpty());
  }
}
