package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.ATTEMPT;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Attempts that run: one at an order, or two where a second worker tries what the first is slow at.
 */
public final class Attempts {

  /** Neither ended nor given up. */
  public static final Condition RUNS = ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text()));

  private Attempts() {}

  /** Whether anybody is at the order. */
  public static boolean anyRuns(DSLContext tx, long order) {
    return tx.fetchExists(ATTEMPT, ATTEMPT.ORDER_ID.eq(order).and(RUNS));
  }

  /**
   * Whatever these still do is in vain; their workers are told to stop.
   *
   * @return how many there were
   */
  public static int supersede(DSLContext tx, Condition which, String reason) {
    return end(tx, which, AttemptState.SUPERSEDED, reason);
  }

  /** What these do is not wanted any more; their workers are told to stop. */
  static void cancel(DSLContext tx, Condition which, String reason) {
    end(tx, which, AttemptState.CANCELLED, reason);
  }

  private static int end(DSLContext tx, Condition which, AttemptState state, String reason) {
    List<Long> attempts =
        tx.update(ATTEMPT)
            .set(ATTEMPT.STATE, state.text())
            .set(ATTEMPT.ENDED_AT, DSL.currentOffsetDateTime())
            .where(which)
            .and(RUNS)
            .returningResult(ATTEMPT.ID)
            .fetch(ATTEMPT.ID);
    Outbox.revoke(tx, attempts, reason);
    return attempts.size();
  }
}
