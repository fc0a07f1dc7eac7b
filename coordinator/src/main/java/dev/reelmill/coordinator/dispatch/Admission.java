package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.impl.DSL;

/** Whether anything may be begun now: by this worker, and for whose account the order is. */
final class Admission {

  private static final int STAND_DOWN_SECONDS = 5;

  private Admission() {}

  /** Who else would hear the same. */
  enum Scope {
    /** This worker, of any order. */
    WORKER,
    /** Every worker. */
    FARM,
    /** Every worker, of this job's orders. */
    JOB
  }

  /** Why not, in words. */
  record Obstacle(String why, Scope scope) {

    /** A worker that gets nothing need not ask again and again. */
    Refused refusal() {
      return scope == Scope.JOB ? new Refused(why) : new Refused(why, STAND_DOWN_SECONDS);
    }
  }

  /** What is in the way, if anything is. An order of somebody paused is held from now on. */
  static Optional<Obstacle> obstacle(DSLContext tx, WorkOrderRecord order, String worker) {
    Record3<String, Boolean, Boolean> now =
        tx.select(
                DSL.field(DSL.select(WORKER.STATE).from(WORKER).where(WORKER.ID.eq(worker))),
                DSL.field(Pauses.farmGoesOn()),
                DSL.field(Pauses.holdsNow(order.getJobId())))
            .fetchSingle();
    // Of a new worker the first heartbeat may be still on its way.
    WorkerState state = now.value1() == null ? WorkerState.ACTIVE : WorkerState.of(now.value1());
    if (state != WorkerState.ACTIVE) {
      return Optional.of(new Obstacle("worker " + worker + " is " + state.text(), Scope.WORKER));
    }
    if (!now.value2()) {
      return Optional.of(new Obstacle("the farm is paused", Scope.FARM));
    }
    if (now.value3()) {
      Pauses.hold(tx, order.getId());
      return Optional.of(new Obstacle("job " + order.getJobId() + " is paused", Scope.JOB));
    }
    return Optional.empty();
  }
}
