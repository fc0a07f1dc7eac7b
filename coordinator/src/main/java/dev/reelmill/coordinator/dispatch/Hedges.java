package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.Lane;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Outbox;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.List;
import java.util.OptionalDouble;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a second worker try what the first is slow at, when everybody waits for just that: most of
 * the rendition is done, nothing else waits, and it takes more than twice as long as predicted from
 * what others took. The first valid result counts; the other worker is told to stop.
 */
public final class Hedges {

  private static final Logger log = LoggerFactory.getLogger(Hedges.class);

  /** So long the slow worker leaves hints to others, when it was itself who got this one. */
  static final int STAND_DOWN_SECONDS = 5;

  /** Of all that its peers and itself cost, this share is done. */
  private static final int DONE_PERCENT = 70;

  /** Of a job's orders, so many are tried twice at most; but one always may be. */
  private static final int MOST_PERCENT = 5;

  private static final int TIMES_SLOWER = 2;

  /** Looked at in one sweep. */
  private static final int BATCH = 20;

  private final Database database;
  private final DispatchSettings settings;

  public Hedges(Database database, DispatchSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * Sends hints for what is late.
   *
   * @return how many
   */
  public int hedge() {
    return database.transaction(
        tx -> {
          if (anythingWaits(tx, Lane.open(OrderQueue.ENCODE))) {
            return 0;
          }
          int hedged = 0;
          for (WorkOrderRecord order : longRunning(tx)) {
            if (isWanted(tx, order)) {
              sendAgain(tx, order);
              log.info("order {} takes long; a second worker shall try it", order.getId());
              hedged++;
            }
          }
          return hedged;
        });
  }

  /** A hint under a number that the broker has not seen. */
  static void sendAgain(DSLContext tx, WorkOrderRecord order) {
    Integer before = order.getHedge();
    int number = Math.max(order.getDispatch(), before == null ? 0 : before) + 1;
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.HEDGE, number)
        .where(WORK_ORDER.ID.eq(order.getId()))
        .and(WORK_ORDER.STATE.eq(OrderState.RUNNING.text()))
        .execute();
    Outbox.addHints(tx, Lane.of(order), List.of(new Hint(order.getId(), number)));
  }

  private static boolean anythingWaits(DSLContext tx, Lane lane) {
    Condition isOut = WORK_ORDER.STATE.eq(DSL.inline(OrderState.DISPATCHED.text()));
    return Dispatcher.hasWaiting(tx, lane) || tx.fetchExists(WORK_ORDER, lane.orders().and(isOut));
  }

  /** Encodes that one worker is at, and was never tried by two. */
  private List<WorkOrderRecord> longRunning(DSLContext tx) {
    var earlier = ATTEMPT.as("earlier");
    return tx.select(WORK_ORDER.fields())
        .from(ATTEMPT)
        .join(WORK_ORDER)
        .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
        .where(Attempts.RUNS)
        .and(
            ATTEMPT.STARTED_AT.lt(
                DSL.currentOffsetDateTime().sub(DayToSecond.valueOf(settings.hedgeAfter()))))
        .and(WORK_ORDER.QUEUE.eq(OrderQueue.ENCODE.text()))
        .and(WORK_ORDER.STATE.eq(OrderState.RUNNING.text()))
        .and(WORK_ORDER.HEDGE.isNull())
        .andNotExists(
            DSL.selectOne()
                .from(earlier)
                .where(earlier.ORDER_ID.eq(WORK_ORDER.ID))
                .and(earlier.HEDGE))
        .orderBy(ATTEMPT.STARTED_AT)
        .limit(BATCH)
        .forUpdate()
        .of(WORK_ORDER)
        .skipLocked()
        .fetchInto(WORK_ORDER);
  }

  private static boolean isWanted(DSLContext tx, WorkOrderRecord order) {
    return !anythingWaits(tx, Lane.of(order))
        && isNearlyDone(tx, order)
        && isLate(tx, order)
        && mayHaveAnother(tx, order.getJobId())
        && somebodyIsFree(tx, order);
  }

  private static boolean isNearlyDone(DSLContext tx, WorkOrderRecord order) {
    return 100 * Peers.done(tx, order) >= DONE_PERCENT;
  }

  private static boolean isLate(DSLContext tx, WorkOrderRecord order) {
    OptionalDouble rate = Peers.rate(tx, order);
    if (rate.isEmpty()) {
      return false;
    }
    double seconds = TIMES_SLOWER * rate.getAsDouble() * order.getCost();
    Condition isLate =
        DSL.condition(
            "extract(epoch from now() - {0}) > {1}", ATTEMPT.STARTED_AT, DSL.val(seconds));
    return tx.fetchExists(
        ATTEMPT, ATTEMPT.ORDER_ID.eq(order.getId()).and(Attempts.RUNS).and(isLate));
  }

  private static boolean mayHaveAnother(DSLContext tx, long job) {
    Condition tried =
        WORK_ORDER
            .HEDGE
            .isNotNull()
            .or(
                DSL.exists(
                    DSL.selectOne()
                        .from(ATTEMPT)
                        .where(ATTEMPT.ORDER_ID.eq(WORK_ORDER.ID))
                        .and(ATTEMPT.HEDGE)));
    Record2<Integer, Integer> orders =
        tx.select(DSL.count(), DSL.count().filterWhere(tried))
            .from(WORK_ORDER)
            .where(WORK_ORDER.JOB_ID.eq(job))
            .fetchSingle();
    return orders.value2() < Math.max(1, orders.value1() * MOST_PERCENT / 100);
  }

  /** Whether a worker that is not at the order has a slot for it. */
  private static boolean somebodyIsFree(DSLContext tx, WorkOrderRecord order) {
    var holding = ATTEMPT.as("holding");
    Field<Integer> running =
        DSL.field(
            DSL.selectCount()
                .from(ATTEMPT)
                .where(ATTEMPT.WORKER_ID.eq(WORKER.ID))
                .and(Attempts.RUNS));
    return tx.fetchExists(
        WORKER,
        Workers.TAKES_ORDERS
            .and(Lane.of(order).workers())
            .and(running.lt(WORKER.SLOTS))
            .andNotExists(
                DSL.selectOne()
                    .from(holding)
                    .where(holding.ORDER_ID.eq(order.getId()))
                    .and(holding.STATE.eq(AttemptState.RUNNING.text()))
                    .and(holding.WORKER_ID.eq(WORKER.ID))));
  }
}
