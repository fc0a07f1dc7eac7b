package dev.reelmill.coordinator.faults;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.operations.JobOperations;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.sql.tables.records.AttemptRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers die in the middle of encodes, one after the other, while others are idle: how soon is one
 * of them at what the dead one held? All times are the database's.
 */
@Tag("long")
class KilledWorkersIT {

  private static final Logger log = LoggerFactory.getLogger(KilledWorkersIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  /** What the farm promises, of 99 in 100. */
  private static final Duration PROMISE = Duration.ofSeconds(5);

  private static final int KILLS = 25;
  private static final int WORKERS = 4;

  /** One long segment, which nobody finishes before the test has seen enough. */
  private static final String PROFILE =
      """
      {
        "name": "slow",
        "version": 1,
        "video": [
          {
            "name": "h264",
            "codec": "h264",
            "preset": "veryslow",
            "gopSeconds": 2,
            "dynamicRange": "sdr",
            "rungs": [{"height": 360, "crf": 18, "maxBitrate": 4000000}]
          }
        ],
        "audio": [
          {"name": "audio", "codec": "aac", "bitratePerChannel": 32000, "maxChannels": 1}
        ],
        "segments": {
          "headSeconds": "60/1",
          "heads": 0,
          "leastSeconds": "60/1",
          "mostSeconds": "60/1",
          "tailSeconds": "60/1"
        }
      }
      """;

  @TempDir static Path folder;

  @Test
  void its_order_is_running_elsewhere_within_five_seconds() throws Exception {
    Path clip =
        BundledFfmpeg.find(folder).orElseThrow().clip(folder.resolve("c.mp4"), 640, 360, 20);
    Path profile = Files.writeString(folder.resolve("slow.json"), PROFILE);
    Map<String, String> settings = Map.of("profile", profile.toString());
    List<Duration> recoveries = new ArrayList<>();
    try (BreakableFarm farm =
        new BreakableFarm(new FarmShape(folder.resolve("farm"), 1, WORKERS, settings))) {
      for (int kill = 1; kill <= KILLS; kill++) {
        String video = farm.client().upload(clip, PATIENCE);
        recoveries.add(killWhoWorksAt(video, farm));
      }
    }

    recoveries.sort(null);
    // Tests are quiet below this level.
    log.warn(
        "{} workers killed; their orders ran elsewhere after: median {} ms, p90 {} ms, p99 {} ms,"
            + " all {}",
        KILLS,
        percentile(recoveries, 50).toMillis(),
        percentile(recoveries, 90).toMillis(),
        percentile(recoveries, 99).toMillis(),
        recoveries.stream().map(Duration::toMillis).toList());
    assertThat(percentile(recoveries, 99)).isLessThan(PROMISE);
  }

  private static Duration killWhoWorksAt(String video, BreakableFarm farm) {
    DSLContext sql = farm.database().sql();
    AttemptRecord held =
        await()
            .atMost(PATIENCE)
            .pollInterval(POLL)
            .until(() -> encodeOf(sql, video), Objects::nonNull);
    RoleProcess worker =
        farm.workers().stream()
            .filter(each -> each.name().equals(held.getWorkerId()))
            .findFirst()
            .orElseThrow();

    OffsetDateTime killed = sql.select(DSL.currentOffsetDateTime()).fetchSingle().value1();
    worker.kill();
    AttemptRecord next =
        await()
            .atMost(PATIENCE)
            .pollInterval(POLL)
            .until(() -> runs(sql, held.getOrderId(), held.getId()), Objects::nonNull);

    assertThat(next.getWorkerId()).isNotEqualTo(held.getWorkerId());
    worker.start();
    long job = sql.fetchSingle(JOB, JOB.VIDEO_ID.eq(video)).getId();
    new JobOperations(farm.database(), () -> {}).cancel(job);
    return Duration.between(killed, next.getStartedAt());
  }

  /** That has been going on for a second. */
  private static @Nullable AttemptRecord encodeOf(DSLContext sql, String video) {
    return sql.select(ATTEMPT.fields())
        .from(ATTEMPT)
        .join(WORK_ORDER)
        .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
        .join(JOB)
        .on(JOB.ID.eq(WORK_ORDER.JOB_ID))
        .where(JOB.VIDEO_ID.eq(video))
        .and(WORK_ORDER.KIND.eq("segment"))
        .and(Attempts.RUNS)
        .and("attempt.started_at < now() - interval '1 s'")
        .fetchOneInto(AttemptRecord.class);
  }

  private static @Nullable AttemptRecord runs(DSLContext sql, long order, long after) {
    return sql.fetchOne(
        ATTEMPT, ATTEMPT.ORDER_ID.eq(order).and(ATTEMPT.ID.gt(after)).and(Attempts.RUNS));
  }

  /** By nearest rank. */
  private static Duration percentile(List<Duration> sorted, int percent) {
    return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }
}
