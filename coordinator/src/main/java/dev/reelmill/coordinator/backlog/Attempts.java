package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.ATTEMPT;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Changes of attempts, each checked against the state it starts from. */
public final class Attempts {

  private Attempts() {}

  /**
   * Takes an order from whoever works at it: what they still do is in vain, and they are told.
   *
   * @return how many attempts that were
   */
  public static int supersede(DSLContext tx, long order, String why) {
    List<Long> attempts =
        tx.update(ATTEMPT)
            .set(ATTEMPT.STATE, AttemptState.SUPERSEDED.text())
            .set(ATTEMPT.ENDED_AT, DSL.currentOffsetDateTime())
            .where(ATTEMPT.ORDER_ID.eq(order))
            .and(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .returningResult(ATTEMPT.ID)
            .fetch(ATTEMPT.ID);
    Outbox.revoke(tx, attempts, why);
    return attempts.size();
  }
}
