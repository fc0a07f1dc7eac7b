package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.impl.DSL;

/** Whether anything may be begun now: by this worker, and for whose account the order is. */
final class Admission {

  private static final int STAND_DOWN_SECONDS = 5;

  private Admission() {}

  /** Who else would hear the same. */
  enum Scope {
    /** This worker, of any order. */
    WORKER,
    /** This worker, of orders like this one. */
    HINT,
    /** Every worker. */
    FARM,
    /** Every worker, of this job's orders. */
    JOB;

    boolean isOfAllWorkers() {
      return this == FARM || this == JOB;
    }
  }

  /** Why not, in words. */
  record Obstacle(String why, Scope scope) {

    /** A worker that gets nothing need not ask again and again. */
    Refused refusal() {
      return scope == Scope.WORKER || scope == Scope.FARM
          ? new Refused(why, STAND_DOWN_SECONDS)
          : new Refused(why);
    }
  }

  /** What is in the way, if anything is. An order of somebody paused is held from now on. */
  static Optional<Obstacle> obstacle(DSLContext tx, WorkOrderRecord order, String worker) {
    Record4<String, String[], Boolean, Boolean> now =
        tx.select(
                ofWorker(worker, WORKER.STATE),
                ofWorker(worker, WORKER.CAPABILITIES),
                DSL.field(Pauses.farmGoesOn()),
                DSL.field(Pauses.holdsNow(order.getJobId())))
            .fetchSingle();
    // Of a new worker the first heartbeat may be still on its way.
    WorkerState state = now.value1() == null ? WorkerState.ACTIVE : WorkerState.of(now.value1());
    if (state != WorkerState.ACTIVE) {
      return Optional.of(new Obstacle("worker " + worker + " is " + state.text(), Scope.WORKER));
    }
    List<String> missing = new ArrayList<>(List.of(order.getNeeds()));
    missing.removeAll(now.value2() == null ? List.of() : List.of(now.value2()));
    if (!missing.isEmpty()) {
      // The broker keeps such hints from a worker, unless it is of a release before.
      return Optional.of(
          new Obstacle(
              "worker " + worker + " does not have " + String.join(" and ", missing), Scope.HINT));
    }
    if (!now.value3()) {
      return Optional.of(new Obstacle("the farm is paused", Scope.FARM));
    }
    if (now.value4()) {
      Pauses.hold(tx, order.getId());
      return Optional.of(new Obstacle("job " + order.getJobId() + " is paused", Scope.JOB));
    }
    return Optional.empty();
  }

  private static <T> Field<T> ofWorker(String worker, Field<T> field) {
    return DSL.field(DSL.select(field).from(WORKER).where(WORKER.ID.eq(worker)));
  }
}
