package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of orders and of whole jobs, each checked against the state it starts from. */
public final class Orders {

  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private Orders() {}

  /** As {@link #back}, of a running order, unless another worker is at it still. */
  public static void backUnlessItRuns(DSLContext tx, long order, Duration pause) {
    if (!Attempts.anyRuns(tx, order)) {
      back(tx, order, OrderState.RUNNING, pause);
    }
  }

  /** Puts an order back into the backlog, not to be dispatched before the pause is over. */
  public static void back(DSLContext tx, long order, OrderState from, Duration pause) {
    change(tx, order, from, OrderState.WAITING);
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.NOT_BEFORE, DSL.currentOffsetDateTime().add(DayToSecond.valueOf(pause)))
        .where(WORK_ORDER.ID.eq(order))
        .execute();
  }

  /**
   * A try of a running order failed: back to the backlog, or given up after too many of the kind;
   * unless another worker is at it still, whose result is awaited.
   *
   * @param pause before it is dispatched again
   */
  public static void failed(
      DSLContext tx,
      long order,
      int mostFailures,
      Duration pause,
      FailureCode code,
      String detail) {
    int failures = count(tx, order, WORK_ORDER.FAILURES);
    if (Attempts.anyRuns(tx, order)) {
      log.info("another worker is still at order {}", order);
    } else if (failures < mostFailures) {
      back(tx, order, OrderState.RUNNING, pause);
    } else {
      giveUp(tx, order, code, detail);
    }
  }

  /** Counts one more, and says how many there are now. */
  public static int count(DSLContext tx, long order, TableField<WorkOrderRecord, Integer> counter) {
    return tx.update(WORK_ORDER)
        .set(counter, counter.plus(1))
        .where(WORK_ORDER.ID.eq(order))
        .returningResult(counter)
        .fetchSingle()
        .value1();
  }

  /** Marks a running order as done; who is still at it stops. */
  public static void done(DSLContext tx, long order) {
    change(tx, order, OrderState.RUNNING, OrderState.DONE);
    Attempts.supersede(tx, ATTEMPT.ORDER_ID.eq(order), "another worker was first");
  }

  /** As {@link #done}, of some that run, of which each is there once. */
  public static void done(DSLContext tx, List<WorkOrderRecord> orders) {
    int done =
        tx.update(WORK_ORDER)
            .set(WORK_ORDER.STATE, OrderState.DONE.text())
            .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
            .where(WORK_ORDER.ID.eq(DSL.any(ids(orders.stream()))))
            .and(WORK_ORDER.STATE.eq(OrderState.RUNNING.text()))
            .execute();
    if (done != orders.size()) {
      throw new IllegalStateException(done + " of " + orders.size() + " orders were running");
    }
    // Only of these another worker may be at it.
    Long[] triedTwice = ids(orders.stream().filter(order -> order.getAttempts() > 1));
    if (triedTwice.length > 0) {
      Attempts.supersede(tx, ATTEMPT.ORDER_ID.eq(DSL.any(triedTwice)), "another worker was first");
    }
  }

  private static Long[] ids(Stream<WorkOrderRecord> orders) {
    return orders.map(WorkOrderRecord::getId).toArray(Long[]::new);
  }

  /** Gives a running order up, and its job with it, unless the job can do without. */
  public static void giveUp(DSLContext tx, long order, FailureCode code, String detail) {
    change(tx, order, OrderState.RUNNING, OrderState.FAILED);
    Attempts.supersede(tx, ATTEMPT.ORDER_ID.eq(order), "the order was given up");
    WorkOrderRecord row = tx.selectFrom(WORK_ORDER).where(WORK_ORDER.ID.eq(order)).fetchSingle();
    if (row.getRequired()) {
      end(tx, row.getJobId(), JobState.FAILED, code, detail);
    } else {
      log.warn("job {} goes on without its {}: {}", row.getJobId(), row.getKind(), detail);
    }
  }

  /**
   * Ends a job before it is finished: nothing of it is dispatched any more, and what runs is
   * stopped.
   *
   * @return whether it was still active
   */
  public static boolean end(
      DSLContext tx,
      long job,
      JobState state,
      @Nullable FailureCode code,
      @Nullable String detail) {
    int ended =
        tx.update(JOB)
            .set(JOB.STATE, state.text())
            .set(JOB.FINISHED_AT, DSL.currentOffsetDateTime())
            .set(JOB.FAILURE_CODE, code == null ? null : code.text())
            .set(JOB.FAILURE_DETAIL, detail)
            .where(JOB.ID.eq(job))
            .and(JOB.STATE.in(JobState.INSPECTING.text(), JobState.ENCODING.text()))
            .execute();
    if (ended == 0) {
      return false;
    }
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.STATE, OrderState.CANCELLED.text())
        .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
        .where(WORK_ORDER.JOB_ID.eq(job))
        .and(
            WORK_ORDER.STATE.in(
                OrderState.WAITING.text(), OrderState.DISPATCHED.text(), OrderState.RUNNING.text()))
        .execute();
    var orders = DSL.select(WORK_ORDER.ID).from(WORK_ORDER).where(WORK_ORDER.JOB_ID.eq(job));
    Attempts.cancel(tx, ATTEMPT.ORDER_ID.in(orders), "job " + job + " is " + state.text());
    return true;
  }

  /**
   * Has an order not done that its job can do without; what runs of it is stopped.
   *
   * @return whether it was still to be done
   */
  public static boolean cancel(DSLContext tx, long order) {
    OrderState from =
        tx.select(WORK_ORDER.STATE)
            .from(WORK_ORDER)
            .where(WORK_ORDER.ID.eq(order))
            .fetchSingle(row -> OrderState.of(row.value1()));
    if (!from.canBecome(OrderState.CANCELLED)) {
      return false;
    }
    change(tx, order, from, OrderState.CANCELLED);
    Attempts.cancel(tx, ATTEMPT.ORDER_ID.eq(order), "order " + order + " is cancelled");
    return true;
  }

  /**
   * Takes a failed or cancelled job up again where it was, or what a published one went without;
   * what was accepted stays.
   *
   * @return whether it was one of these
   */
  public static boolean requeue(DSLContext tx, long job) {
    boolean held = Pauses.holds(tx, job);
    int orders =
        tx.update(WORK_ORDER)
            .set(WORK_ORDER.STATE, OrderState.WAITING.text())
            .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
            .set(WORK_ORDER.NOT_BEFORE, DSL.currentOffsetDateTime())
            .set(WORK_ORDER.FAILURES, 0)
            .set(WORK_ORDER.LOSSES, 0)
            .set(WORK_ORDER.HELD, held)
            .where(WORK_ORDER.JOB_ID.eq(job))
            .and(WORK_ORDER.STATE.in(OrderState.FAILED.text(), OrderState.CANCELLED.text()))
            .execute();
    // Of a published job, what it went without is taken up; it stays published.
    return orders > 0
        && (tx.update(JOB)
                    .set(
                        JOB.STATE,
                        DSL.when(JOB.ORDERS_LEFT.isNull(), JobState.INSPECTING.text())
                            .otherwise(JobState.ENCODING.text()))
                    .setNull(JOB.FINISHED_AT)
                    .setNull(JOB.FAILURE_CODE)
                    .setNull(JOB.FAILURE_DETAIL)
                    .where(JOB.ID.eq(job))
                    .and(JOB.STATE.in(JobState.FAILED.text(), JobState.CANCELLED.text()))
                    .execute()
                == 1
            || tx.fetchExists(JOB, JOB.ID.eq(job).and(JOB.STATE.eq(JobState.PUBLISHED.text()))));
  }

  /**
   * Puts one failed or cancelled order back that its job could do without; the job stays as it is.
   *
   * @return whether it was failed or cancelled
   */
  public static boolean requeueOne(DSLContext tx, long job, long order) {
    return tx.update(WORK_ORDER)
            .set(WORK_ORDER.STATE, OrderState.WAITING.text())
            .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
            .set(WORK_ORDER.NOT_BEFORE, DSL.currentOffsetDateTime())
            .set(WORK_ORDER.FAILURES, 0)
            .set(WORK_ORDER.LOSSES, 0)
            .set(WORK_ORDER.HELD, Pauses.holds(tx, job))
            .where(WORK_ORDER.ID.eq(order))
            .and(WORK_ORDER.STATE.in(OrderState.FAILED.text(), OrderState.CANCELLED.text()))
            .execute()
        == 1;
  }

  /**
   * Changes how urgent a job is, and all that is still to be done for it.
   *
   * @return whether the job is still active and had another priority
   */
  public static boolean prioritise(DSLContext tx, long job, int priority) {
    int changed =
        tx.update(JOB)
            .set(JOB.PRIORITY, priority)
            .where(JOB.ID.eq(job).and(JOB.PRIORITY.ne(priority)))
            .and(JOB.STATE.in(JobState.INSPECTING.text(), JobState.ENCODING.text()))
            .execute();
    if (changed == 1) {
      tx.update(WORK_ORDER)
          .set(WORK_ORDER.PRIORITY, priority)
          .where(WORK_ORDER.JOB_ID.eq(job).and(WORK_ORDER.STATE.ne(OrderState.DONE.text())))
          .execute();
    }
    return changed == 1;
  }

  private static void change(DSLContext tx, long order, OrderState from, OrderState to) {
    if (!from.canBecome(to)) {
      throw new IllegalArgumentException("an order never goes from " + from + " to " + to);
    }
    int changed =
        tx.update(WORK_ORDER)
            .set(WORK_ORDER.STATE, to.text())
            .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
            .where(WORK_ORDER.ID.eq(order))
            .and(WORK_ORDER.STATE.eq(from.text()))
            .execute();
    if (changed == 0) {
      throw new IllegalStateException("order " + order + " is not " + from.text());
    }
  }
}
