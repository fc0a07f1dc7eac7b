package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.WORKER;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Changes of workers' states, each checked against the state it starts from. */
public final class WorkerStates {

  private WorkerStates() {}

  /**
   * Changes the state of a worker that is in the expected one.
   *
   * @param reason for administrators; none for active workers
   * @return whether it was in the expected state
   */
  public static boolean change(
      DSLContext tx, String worker, WorkerState from, WorkerState to, @Nullable String reason) {
    if (!from.canBecome(to)) {
      throw new IllegalArgumentException("a worker never goes from " + from + " to " + to);
    }
    return tx.update(WORKER)
            .set(WORKER.STATE, to.text())
            .set(WORKER.STATE_REASON, reason)
            .set(WORKER.STATE_SINCE, DSL.currentOffsetDateTime())
            .where(WORKER.ID.eq(worker))
            .and(WORKER.STATE.eq(from.text()))
            .execute()
        == 1;
  }
}
