package dev.reelmill.coordinator.trust;

import static dev.reelmill.sql.Tables.GOLDEN_TEST;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.backlog.WorkerStates;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.GoldenTestRecord;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small orders with a known result, for workers in quarantine. They have numbers of the same row as
 * attempts, so that a worker can't tell them from others. After some passes in a row it is active
 * again.
 */
public final class GoldenTests {

  /** In a row. */
  public static final int PASSES = 3;

  private static final Logger log = LoggerFactory.getLogger(GoldenTests.class);

  /** After a failure, and while one is at it. */
  private static final int PAUSE_SECONDS = 30;

  /** A test that has not ended by then was lost. */
  private static final int LONGEST_SECONDS = 120;

  private static final Condition IS_AT_ONE =
      GOLDEN_TEST.ENDED_AT.isNull().and(GOLDEN_TEST.STARTED_AT.gt(ago(LONGEST_SECONDS)));

  private final Database database;
  private final GoldenClip clip;

  public GoldenTests(Database database, GoldenStore store) {
    this.database = database;
    this.clip = new GoldenClip(store);
  }

  /** What a worker gets when it asks for an order; empty unless it is quarantined. */
  public Optional<ClaimReply> reply(DSLContext tx, String worker) {
    // One at a time: the worker's row is the lock.
    boolean isQuarantined =
        tx.selectFrom(WORKER)
            .where(WORKER.ID.eq(worker))
            .and(WORKER.STATE.eq(WorkerState.QUARANTINED.text()))
            .forUpdate()
            .fetch()
            .isNotEmpty();
    return isQuarantined ? Optional.of(test(tx, worker)) : Optional.empty();
  }

  private ClaimReply test(DSLContext tx, String worker) {
    Condition failedLately =
        GOLDEN_TEST.PASSED.isFalse().and(GOLDEN_TEST.ENDED_AT.gt(ago(PAUSE_SECONDS)));
    if (tx.fetchExists(
        GOLDEN_TEST, GOLDEN_TEST.WORKER_ID.eq(worker).and(IS_AT_ONE.or(failedLately)))) {
      return new Refused("worker " + worker + " is quarantined", PAUSE_SECONDS);
    }
    String token = UUID.randomUUID().toString();
    long test =
        tx.insertInto(GOLDEN_TEST)
            .set(GOLDEN_TEST.WORKER_ID, worker)
            .set(GOLDEN_TEST.TOKEN, token)
            .returningResult(GOLDEN_TEST.ID)
            .fetchSingle()
            .value1();
    return new Granted(test, token, 1, GoldenClip.NAME, clip.order(test));
  }

  /** Those of these attempts that are tests. */
  public static List<Long> among(DSLContext tx, Collection<Long> attempts) {
    return tx.select(GOLDEN_TEST.ID)
        .from(GOLDEN_TEST)
        .where(GOLDEN_TEST.ID.in(attempts))
        .and(GOLDEN_TEST.ENDED_AT.isNull())
        .fetch(GOLDEN_TEST.ID);
  }

  /** Those of these results that are of tests, ended or not. */
  public List<WorkResult> of(List<WorkResult> results) {
    Long[] ids = results.stream().map(WorkResult::attempt).toArray(Long[]::new);
    Set<Long> tests =
        database
            .sql()
            .select(GOLDEN_TEST.ID)
            .from(GOLDEN_TEST)
            .where(GOLDEN_TEST.ID.eq(DSL.any(ids)))
            .fetchSet(GOLDEN_TEST.ID);
    return results.stream().filter(result -> tests.contains(result.attempt())).toList();
  }

  /**
   * Takes the result of a test.
   *
   * @return whether it was one
   */
  public boolean take(WorkResult result) {
    GoldenTestRecord test =
        database.sql().fetchOne(GOLDEN_TEST, GOLDEN_TEST.ID.eq(result.attempt()));
    if (test == null) {
      return false;
    }
    if (!test.getToken().equals(result.token())) {
      log.warn("a result for golden test {}, which was never given out", result.attempt());
      return true;
    }
    String flaw = clip.flaw(test.getId(), result);
    if (database.transaction(tx -> isLetBack(tx, test, flaw))) {
      tidy();
    }
    return true;
  }

  /**
   * Deletes what tests need and leave behind, unless a worker is at one. The next test brings the
   * clip again; one that begins right now may fail for want of it, and is followed by others.
   */
  public void tidy() {
    if (!database.sql().fetchExists(GOLDEN_TEST, IS_AT_ONE)) {
      clip.forget();
    }
  }

  private static boolean isLetBack(DSLContext tx, GoldenTestRecord test, String flaw) {
    String worker = test.getWorkerId();
    int ended =
        tx.update(GOLDEN_TEST)
            .set(GOLDEN_TEST.PASSED, flaw.isEmpty())
            .set(GOLDEN_TEST.FLAW, flaw.isEmpty() ? null : flaw)
            .set(GOLDEN_TEST.ENDED_AT, DSL.currentOffsetDateTime())
            .where(GOLDEN_TEST.ID.eq(test.getId()))
            .and(GOLDEN_TEST.ENDED_AT.isNull())
            .execute();
    if (ended == 0) {
      return false;
    }
    if (!flaw.isEmpty()) {
      log.warn("worker {} stays in quarantine: {}", worker, flaw);
    } else if (hasPassed(tx, worker)
        && WorkerStates.change(tx, worker, WorkerState.QUARANTINED, WorkerState.ACTIVE, null)) {
      log.info("worker {} takes orders again: it passed {} tests in a row", worker, PASSES);
      return true;
    }
    return false;
  }

  /** The last tests since it was quarantined. */
  private static boolean hasPassed(DSLContext tx, String worker) {
    List<Boolean> last =
        tx.select(GOLDEN_TEST.PASSED)
            .from(GOLDEN_TEST)
            .join(WORKER)
            .on(WORKER.ID.eq(GOLDEN_TEST.WORKER_ID))
            .where(WORKER.ID.eq(worker))
            .and(GOLDEN_TEST.STARTED_AT.ge(WORKER.STATE_SINCE))
            .and(GOLDEN_TEST.ENDED_AT.isNotNull())
            .orderBy(GOLDEN_TEST.ID.desc())
            .limit(PASSES)
            .fetch(GOLDEN_TEST.PASSED);
    return last.size() == PASSES && !last.contains(false);
  }

  private static Field<OffsetDateTime> ago(int seconds) {
    return DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, seconds));
  }
}
