package dev.reelmill.coordinator.trust;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.backlog.WorkerStates;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds against workers what they are to blame for: a result that was not what they said, and a
 * failure at what another worker then could do. A source that nobody can do is not their fault, nor
 * is silence: machines are switched off.
 */
public final class Faults {

  /** So many among the last {@link #LOOKED_AT} attempts, and a worker is quarantined. */
  public static final int TOO_MANY = 3;

  /** Ended attempts of a worker, since it was last let back, that count. */
  public static final int LOOKED_AT = 20;

  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  /** Below this quality the source may be to blame. */
  private static final List<String> BLAMED =
      Arrays.stream(FailureCode.values())
          .filter(code -> code.kind() == FailureKind.OWN_FAULT)
          .filter(code -> code != FailureCode.QUALITY_BELOW_FLOOR)
          .map(FailureCode::text)
          .toList();

  private static final Condition TAKES_ORDERS =
      WORKER
          .STATE
          .eq(WorkerState.ACTIVE.text())
          .and(WORKER.TROUBLE.isNull())
          .and(WORKER.LAST_SEEN.gt(DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, 15))));

  private Faults() {}

  /** A worker could do an order; those that failed at it before could have, too. */
  public static void accepted(DSLContext tx, long order, String worker) {
    List<String> blamed =
        tx.update(ATTEMPT)
            .set(ATTEMPT.FAULT, true)
            .where(ATTEMPT.ORDER_ID.eq(order))
            .and(ATTEMPT.STATE.eq(AttemptState.FAILED.text()))
            .and(ATTEMPT.WORKER_ID.ne(worker))
            .and(ATTEMPT.FAILURE_CODE.in(BLAMED))
            .andNot(ATTEMPT.FAULT)
            .returningResult(ATTEMPT.WORKER_ID)
            .fetch(ATTEMPT.WORKER_ID);
    new LinkedHashSet<>(blamed).forEach(each -> judge(tx, each));
  }

  /** What an attempt brought was not what its worker said. */
  public static void damaged(DSLContext tx, long attempt) {
    tx.update(ATTEMPT)
        .set(ATTEMPT.FAULT, true)
        .where(ATTEMPT.ID.eq(attempt))
        .returningResult(ATTEMPT.WORKER_ID)
        .fetch(ATTEMPT.WORKER_ID)
        .forEach(worker -> judge(tx, worker));
  }

  private static void judge(DSLContext tx, String worker) {
    int faults = countOf(tx, worker);
    if (faults < TOO_MANY) {
      return;
    }
    String reason = faults + " of its last " + LOOKED_AT + " attempts went wrong by its own fault";
    if (!tx.fetchExists(WORKER, TAKES_ORDERS.and(WORKER.ID.ne(worker)))) {
      log.warn("worker {} would be quarantined, but there is no other: {}", worker, reason);
    } else if (WorkerStates.change(
        tx, worker, WorkerState.ACTIVE, WorkerState.QUARANTINED, reason)) {
      log.warn("worker {} is quarantined: {}", worker, reason);
    }
  }

  private static int countOf(DSLContext tx, String worker) {
    var since = DSL.select(WORKER.STATE_SINCE).from(WORKER).where(WORKER.ID.eq(worker)).asField();
    var latest =
        DSL.select(ATTEMPT.FAULT)
            .from(ATTEMPT)
            .where(ATTEMPT.WORKER_ID.eq(worker))
            .and(DSL.condition("{0} >= {1}", ATTEMPT.ENDED_AT, since))
            .orderBy(ATTEMPT.ENDED_AT.desc())
            .limit(LOOKED_AT)
            .asTable("latest");
    return tx.fetchCount(tx.selectFrom(latest).where(latest.field(ATTEMPT.FAULT)));
  }
}
