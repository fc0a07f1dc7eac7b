package dev.reelmill.coordinator.faults;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.sql.tables.records.AttemptRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A coordinator of its own process is halted at every crash point while a tiny video goes through,
 * and started again: then the video is published, as it would have been, and all is settled.
 */
@Tag("long")
class CrashIT {

  private static final Duration CRASH_WAIT = Duration.ofSeconds(60);

  /** What the farm promises. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(20);

  @TempDir static Path folder;
  private static BreakableFarm farm;
  private static Oracle oracle;
  private static Path clip;
  private static Map<String, String> wanted;

  @BeforeAll
  static void start() throws Exception {
    clip = TinyClip.in(folder);
    Path profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
    farm =
        new BreakableFarm(
            new FarmShape(folder.resolve("farm"), 1, 2, Map.of("profile", profile.toString())));
    oracle = new Oracle(farm);
    String video = farm.client().upload(clip, RECOVERY_LIMIT);
    await().atMost(RECOVERY_LIMIT).until(() -> oracle.isPublished(video));
    wanted = oracle.outputs(video);
    assertThat(wanted).isNotEmpty();
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @ParameterizedTest
  @EnumSource(CrashPoint.class)
  void everything_goes_on_after_a_crash_at(CrashPoint point) throws Exception {
    if (point == CrashPoint.UPLOAD_DISCARDED) {
      abandonUpload();
    }
    Files.writeString(farm.crashFile(coordinator().name()), point.text());
    FutureTask<String> upload =
        new FutureTask<>(() -> farm.client().upload(clip, CRASH_WAIT.multipliedBy(2)));
    Thread.ofVirtual().start(upload);
    provoke(point);

    assertThat(coordinator().awaitEnd(CRASH_WAIT)).as("halted at " + point.text()).isTrue();
    assertThat(coordinator().exitCode()).hasValue(CrashPoints.EXIT_CODE);
    coordinator().start();
    farm.workers().forEach(RoleProcess::go);

    String video = upload.get(CRASH_WAIT.toSeconds(), TimeUnit.SECONDS);
    await()
        .atMost(RECOVERY_LIMIT)
        .pollInterval(POLL)
        .until(() -> oracle.isPublished(video) && oracle.unfinished().isEmpty());
    assertThat(oracle.outputs(video)).isEqualTo(wanted);
    assertThat(oracle.twiceAccepted()).isEmpty();
  }

  private static RoleProcess coordinator() {
    return farm.coordinators().getFirst();
  }

  private static DSLContext sql() {
    return farm.database().sql();
  }

  /** Does what does not come by itself. */
  private static void provoke(CrashPoint point) throws Exception {
    switch (point) {
      case ATTEMPTS_EXPIRED -> {
        AttemptRecord attempt = stoppedAttempt();
        // Until it crashes: a heartbeat may still be on its way.
        await()
            .atMost(CRASH_WAIT)
            .until(() -> expire(attempt.getId()) == 0 || !coordinator().isAlive());
      }
      case CLAIM_ANSWERED -> {
        // A worker is at its orders for less than the time between two heartbeats.
        long attempt = stoppedAttempt().getId();
        send(
            Queues.HEARTBEATS,
            Wire.write(
                new Heartbeat(
                    "early", "host", "1", 1, List.of(new Heartbeat.Running(attempt, 0)))));
      }
      case RESULT_REFUSED -> {
        AttemptRecord attempt = stoppedAttempt();
        WorkResult.Output wrong = new WorkResult.Output.TrialEncoded(List.of());
        send(
            Queues.RESULTS,
            Wire.write(new WorkResult.Done(attempt.getId(), attempt.getToken(), wrong, 0)));
      }
      case DEAD_LETTER_SENT -> send(Queues.RESULTS, "no result at all");
      case UPLOAD_DISCARDED -> {
        coordinator().kill();
        coordinator().start();
      }
      default -> {}
    }
  }

  private static int expire(long attempt) {
    return sql()
        .execute(
            "update farm.attempt set lease_until = now() - interval '1 s' where id = ?"
                + " and state = 'running'",
            attempt);
  }

  /** An attempt whose worker stands still, so that its own result does not come now. */
  private static AttemptRecord stoppedAttempt() {
    return await()
        .atMost(CRASH_WAIT)
        .pollInterval(POLL)
        .until(
            () -> {
              farm.workers().forEach(RoleProcess::stop);
              AttemptRecord running =
                  sql()
                      .selectFrom(ATTEMPT)
                      .where(ATTEMPT.STATE.eq(AttemptState.RUNNING.text()))
                      .limit(1)
                      .fetchOne();
              if (running == null) {
                farm.workers().forEach(RoleProcess::go);
              }
              return running;
            },
            attempt -> attempt != null);
  }

  private static void send(String queue, String text) {
    try (Messages messages = new Messages(farm)) {
      messages.send(queue, text);
    }
  }

  private static void abandonUpload() {
    sql()
        .execute(
            "insert into farm.upload (id, length_bytes, file_name, title, touched_at)"
                + " values ('abandoned', 10, 'a.mp4', 'a', now() - interval '30 d')");
  }
}
