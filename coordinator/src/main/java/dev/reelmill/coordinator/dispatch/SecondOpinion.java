package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.failure.FailureCode;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** Keeps an order from the worker whose result was too bad, as long as another may take it. */
final class SecondOpinion {

  /** So long another worker has the first choice; after that, anybody is better than nobody. */
  private static final int SECONDS = 60;

  private SecondOpinion() {}

  /** Whether somebody else should do this order. */
  static boolean isWanted(DSLContext tx, long order, String worker) {
    return tx.fetchExists(
            ATTEMPT,
            ATTEMPT
                .ORDER_ID
                .eq(order)
                .and(ATTEMPT.WORKER_ID.eq(worker))
                .and(ATTEMPT.FAILURE_CODE.eq(FailureCode.QUALITY_BELOW_FLOOR.text()))
                .and(
                    ATTEMPT.ENDED_AT.gt(
                        DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, SECONDS)))))
        && tx.fetchExists(WORKER, Workers.TAKES_ORDERS.and(WORKER.ID.ne(worker)));
  }
}
