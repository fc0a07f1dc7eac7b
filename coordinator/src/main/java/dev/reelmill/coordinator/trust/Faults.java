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
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds against workers what they are to blame for: a result that was not what they said, and a
 * failure at what another worker then could do, be it that they called a good source bad. A source
 * that nobody can do is not their fault, nor is silence: machines are switched off.
 */
public final class Faults {

  /** So many among the last {@link #LOOKED_AT} attempts, and a worker is quarantined. */
  public static final int TOO_MANY = 3;

  /** Ended attempts of a worker, since it was last let back, that count. */
  public static final int LOOKED_AT = 20;

  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private static final List<String> BAD_SOURCE =
      texts(code -> code.kind() == FailureKind.BAD_SOURCE);

  /** Of a quality below its floor the source may be the reason, and limits are settings. */
  private static final List<String> BLAMED =
      texts(
          code ->
              (code.kind() == FailureKind.OWN_FAULT && code != FailureCode.QUALITY_BELOW_FLOOR)
                  || (code.kind() == FailureKind.BAD_SOURCE && code != FailureCode.SOURCE_LIMITS));

  private static final Condition TAKES_ORDERS =
      WORKER
          .STATE
          .eq(WorkerState.ACTIVE.text())
          .and(WORKER.TROUBLE.isNull())
          .and(WORKER.LAST_SEEN.gt(DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, 15))));

  private Faults() {}

  private static List<String> texts(Predicate<FailureCode> wanted) {
    return Arrays.stream(FailureCode.values()).filter(wanted).map(FailureCode::text).toList();
  }

  /**
   * Whether only this worker has called an order's source bad, and there is one that might know
   * better: it has not tried yet.
   */
  public static boolean isOneWorkersWord(DSLContext tx, long order, String worker) {
    Condition others = ATTEMPT.ORDER_ID.eq(order).and(ATTEMPT.WORKER_ID.ne(worker));
    return !tx.fetchExists(ATTEMPT, others.and(ATTEMPT.FAILURE_CODE.in(BAD_SOURCE)))
        && tx.fetchExists(
            WORKER,
            TAKES_ORDERS
                .and(WORKER.ID.ne(worker))
                .andNotExists(
                    DSL.selectOne()
                        .from(ATTEMPT)
                        .where(ATTEMPT.ORDER_ID.eq(order))
                        .and(ATTEMPT.STATE.eq(AttemptState.FAILED.text()))
                        .and(ATTEMPT.WORKER_ID.eq(WORKER.ID))));
  }

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
    int faults =
        tx.select(latest()).from(WORKER).where(WORKER.ID.eq(worker)).fetchSingle().value1();
    if (faults < TOO_MANY) {
      return;
    }
    String reason = reason(faults);
    if (!tx.fetchExists(WORKER, TAKES_ORDERS.and(WORKER.ID.ne(worker)))) {
      log.warn("worker {} would be quarantined, but there is no other: {}", worker, reason);
    } else if (WorkerStates.change(
        tx, worker, WorkerState.ACTIVE, WorkerState.QUARANTINED, reason)) {
      log.warn("worker {} is quarantined: {}", worker, reason);
    }
  }

  /** Of the worker in each row of a query: how many of its latest attempts count against it. */
  public static Field<Integer> latest() {
    var latest =
        DSL.select(ATTEMPT.FAULT)
            .from(ATTEMPT)
            .where(ATTEMPT.WORKER_ID.eq(WORKER.ID))
            .and(ATTEMPT.ENDED_AT.ge(WORKER.STATE_SINCE))
            .orderBy(ATTEMPT.ENDED_AT.desc())
            .limit(LOOKED_AT)
            .asTable("latest");
    return DSL.selectCount()
        .from(latest)
        .where(DSL.condition(latest.field(ATTEMPT.FAULT)))
        .asField("faults");
  }

  /** What so many faults mean, in words; nothing if they are too few to matter. */
  public static Optional<String> suspicion(int faults) {
    return faults < TOO_MANY ? Optional.empty() : Optional.of(reason(faults));
  }

  private static String reason(int faults) {
    return faults + " of its last " + LOOKED_AT + " attempts went wrong by its own fault";
  }
}
