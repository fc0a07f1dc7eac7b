package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.Optional;
import org.jooq.DSLContext;

/** Whether anything may be begun now: by this worker, and for whose account the order is. */
final class Admission {

  private Admission() {}

  /**
   * Why not.
   *
   * @param why in words
   * @param isWorkers whether the worker would hear the same about any other order
   */
  record Obstacle(String why, boolean isWorkers) {}

  /** What is in the way, if anything is. An order of somebody paused is held from now on. */
  static Optional<Obstacle> obstacle(DSLContext tx, WorkOrderRecord order, String worker) {
    WorkerState state =
        tx.select(WORKER.STATE)
            .from(WORKER)
            .where(WORKER.ID.eq(worker))
            .fetchOptional(row -> WorkerState.of(row.value1()))
            // Its first heartbeat is still on its way.
            .orElse(WorkerState.ACTIVE);
    if (state != WorkerState.ACTIVE) {
      return Optional.of(new Obstacle("worker " + worker + " is " + state.text(), true));
    }
    if (Pauses.isFarmPaused(tx)) {
      return Optional.of(new Obstacle("the farm is paused", true));
    }
    if (Pauses.isHeld(tx, order.getJobId())) {
      Pauses.hold(tx, order.getId());
      return Optional.of(new Obstacle("job " + order.getJobId() + " is paused", false));
    }
    return Optional.empty();
  }
}
