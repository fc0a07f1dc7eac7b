package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/**
 * Keeps an order from the worker that has failed at it, as long as one may take it that has not: so
 * a worker at which everything fails costs each order one try, and a bad source is told from a bad
 * worker.
 */
final class SecondOpinion {

  /** So long another worker has the first choice; after that, anybody is better than nobody. */
  private static final int SECONDS = 60;

  private static final List<String> FAILURES =
      Arrays.stream(FailureCode.values())
          .filter(
              code -> code.kind() == FailureKind.OWN_FAULT || code.kind() == FailureKind.BAD_SOURCE)
          .map(FailureCode::text)
          .toList();

  private static final Condition FAILED_LATELY =
      ATTEMPT
          .FAILURE_CODE
          .in(FAILURES)
          .and(
              ATTEMPT.ENDED_AT.gt(
                  DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, SECONDS))));

  private SecondOpinion() {}

  /** Whether somebody else should do this order. */
  static boolean isWanted(DSLContext tx, long order, String worker) {
    Condition failedHere = ATTEMPT.ORDER_ID.eq(order).and(FAILED_LATELY);
    return tx.fetchExists(ATTEMPT, failedHere.and(ATTEMPT.WORKER_ID.eq(worker)))
        && tx.fetchExists(
            WORKER,
            Workers.TAKES_ORDERS
                .and(WORKER.ID.ne(worker))
                .andNotExists(
                    DSL.selectOne()
                        .from(ATTEMPT)
                        .where(failedHere)
                        .and(ATTEMPT.WORKER_ID.eq(WORKER.ID))));
  }
}
