package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.backlog.WorkerStates;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.dispatch.Workers;
import dev.reelmill.coordinator.dispatch.Workers.WorkerStatus;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What may be done to a worker: taking it out of work, and letting it in again. */
public final class WorkerOperations {

  private final Database database;
  private final Workers workers;
  private final Runnable wake;

  /**
   * @param wake called when there may be something to dispatch
   */
  public WorkerOperations(Database database, Runnable wake) {
    this.database = database;
    this.workers = new Workers(database);
    this.wake = wake;
  }

  /**
   * A worker with what it is at.
   *
   * @param running oldest first
   */
  public record WorkerDetails(WorkerStatus worker, List<Running> running) {}

  /**
   * One attempt in progress.
   *
   * @param segment number of the segment, for orders that have one
   * @param frames encoded so far
   */
  public record Running(
      long attempt,
      long order,
      long job,
      String kind,
      @Nullable Integer segment,
      long frames,
      Instant startedAt) {}

  /**
   * One worker.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public WorkerDetails show(String worker) {
    List<Running> running =
        database
            .sql()
            .select(ATTEMPT.asterisk(), WORK_ORDER.JOB_ID, WORK_ORDER.KIND, WORK_ORDER.SEGMENT)
            .from(ATTEMPT)
            .join(WORK_ORDER)
            .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
            .where(ATTEMPT.WORKER_ID.eq(worker))
            .and(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .orderBy(ATTEMPT.ID)
            .fetch(
                row ->
                    new Running(
                        row.get(ATTEMPT.ID),
                        row.get(ATTEMPT.ORDER_ID),
                        row.get(WORK_ORDER.JOB_ID),
                        row.get(WORK_ORDER.KIND),
                        row.get(WORK_ORDER.SEGMENT),
                        row.get(ATTEMPT.FRAMES),
                        row.get(ATTEMPT.STARTED_AT).toInstant()));
    return new WorkerDetails(status(worker), running);
  }

  /**
   * Gives a worker nothing new; it finishes what it has.
   *
   * @param reason for whoever wonders later
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public Change drain(String worker, @Nullable String reason) {
    boolean changed = database.transaction(tx -> change(tx, worker, WorkerState.DRAINING, reason));
    WorkerStatus status = status(worker);
    String has = Change.count(status.running(), "order");
    return new Change(
        changed,
        Change.either(
            changed,
            "Worker %s is draining; it has %s to finish.".formatted(worker, has),
            "Worker %s was draining already; it has %s to finish.".formatted(worker, has)),
        status);
  }

  /**
   * Lets a draining or quarantined worker take orders again.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public Change release(String worker) {
    boolean changed = database.transaction(tx -> change(tx, worker, WorkerState.ACTIVE, null));
    wake.run();
    return new Change(
        changed,
        Change.either(
            changed,
            "Worker %s takes orders again.".formatted(worker),
            "Worker %s takes orders; there was nothing to release it from.".formatted(worker)),
        status(worker));
  }

  /** Whether it was in another state before. */
  private static boolean change(
      DSLContext tx, String worker, WorkerState to, @Nullable String reason) {
    WorkerState now =
        tx.select(WORKER.STATE)
            .from(WORKER)
            .where(WORKER.ID.eq(worker))
            .forUpdate()
            .fetchOptional(row -> WorkerState.of(row.value1()))
            .orElseThrow(() -> unknown(worker));
    return now != to && WorkerStates.change(tx, worker, now, to, reason);
  }

  private WorkerStatus status(String worker) {
    return workers.find(worker).orElseThrow(() -> unknown(worker));
  }

  private static ReelmillException unknown(String worker) {
    return new ReelmillException(
        FailureCode.NOT_FOUND, "no worker '" + worker + "' was ever heard of");
  }
}
