package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.Lane;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Outbox;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.database.Database;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Moves orders from the backlog to the broker, only as many as the workers' slots will take soon:
 * so priorities and cancellation act at once, and a long backlog costs the broker nothing.
 */
public final class Dispatcher {

  /** One order in hand and one on its way keep a slot busy without a pause. */
  private static final int ORDERS_PER_SLOT = 2;

  /** Who goes first; the index of what waits has the same order. */
  private static final List<OrderField<?>> RANK =
      List.of(WORK_ORDER.PRIORITY.desc(), WORK_ORDER.TAG, WORK_ORDER.CLASS, WORK_ORDER.ID);

  private final Database database;

  public Dispatcher(Database database) {
    this.database = database;
  }

  /**
   * The first of the index: asked whether there is any, PostgreSQL reads the table from its
   * beginning, where the oldest are.
   */
  static boolean hasWaiting(DSLContext sql, Lane lane) {
    return first(sql, lane).fetchOptional().isPresent();
  }

  /** Those in which anything waits; one cheap look, for a quiet farm. */
  private List<Lane> lanes() {
    DSLContext sql = database.sql();
    List<Lane> lanes = new ArrayList<>();
    for (OrderQueue queue : OrderQueue.values()) {
      Lane open = Lane.open(queue);
      if (hasWaiting(sql, open)) {
        lanes.add(open);
      }
      for (Optional<Lane> next = nextLane(sql, open); next.isPresent(); ) {
        lanes.add(next.get());
        next = nextLane(sql, next.get());
      }
    }
    return lanes;
  }

  /** Of the queue's lanes in which anything waits, the one behind this one. */
  private static Optional<Lane> nextLane(DSLContext sql, Lane lane) {
    return sql.select(WORK_ORDER.NEEDS)
        .from(WORK_ORDER)
        .where(WORK_ORDER.QUEUE.eq(lane.queue().text()))
        .and(WORK_ORDER.NEEDS.gt(lane.words()))
        .and(Backlog.waits())
        .orderBy(WORK_ORDER.NEEDS)
        .limit(1)
        .fetchOptional(row -> new Lane(lane.queue(), List.of(row.value1())));
  }

  /** Of what waits in a lane, the one that goes first. */
  static Select<Record3<Long, Integer, Long>> first(DSLContext sql, Lane lane) {
    return sql.select(WORK_ORDER.ID, WORK_ORDER.PRIORITY, WORK_ORDER.TAG)
        .from(WORK_ORDER)
        .where(lane.orders())
        .and(Backlog.waits())
        .orderBy(RANK)
        .limit(1);
  }

  /**
   * Fills up what is out.
   *
   * @return how many orders were dispatched
   */
  public int fill() {
    int dispatched = 0;
    for (Lane lane : lanes()) {
      dispatched += database.transaction(tx -> fill(tx, lane));
    }
    if (dispatched > 0) {
      CrashPoints.reached(CrashPoint.DISPATCH_COMMITTED);
    }
    return dispatched;
  }

  private static int fill(DSLContext tx, Lane lane) {
    int room = room(tx, lane);
    if (room <= 0) {
      return 0;
    }
    List<Hint> hints = dispatch(tx, lane, room);
    Outbox.addHints(tx, lane, hints);
    if (!hints.isEmpty()) {
      CrashPoints.reached(CrashPoint.DISPATCH_WRITTEN);
    }
    return hints.size();
  }

  /** How many more the lane's slots will take soon. */
  private static int room(DSLContext tx, Lane lane) {
    Record3<BigDecimal, Integer, Boolean> now =
        tx.select(DSL.field(slots(lane)), DSL.field(out(lane)), DSL.field(DSL.exists(resting())))
            .fetchSingle();
    int slots = now.value1() == null ? 0 : now.value1().intValue();
    int elsewhere = now.value3() ? elsewhere(tx, lane) : 0;
    return ORDERS_PER_SLOT * slots - (now.value2() - elsewhere);
  }

  private static Select<Record1<BigDecimal>> slots(Lane lane) {
    var slots =
        switch (lane.queue()) {
          case ENCODE -> DSL.sum(DSL.when(Workers.PROVES_ITSELF, 1).otherwise(WORKER.SLOTS));
          case LIGHT -> DSL.sum(DSL.inline(1));
        };
    return DSL.select(slots)
        .from(WORKER)
        .where(Workers.TAKES_ORDERS.or(Workers.PROVES_ITSELF).and(Pauses.farmGoesOn()))
        .and(lane.workers());
  }

  /** What workers have in hand or will. */
  private static Select<Record1<Integer>> out(Lane lane) {
    return DSL.selectCount()
        .from(WORK_ORDER)
        .where(lane.orders())
        .and(
            WORK_ORDER.STATE.in(
                DSL.inline(OrderState.DISPATCHED.text()), DSL.inline(OrderState.RUNNING.text())));
  }

  /** Workers that finish what they have, and get no more. */
  private static Select<Record1<String>> resting() {
    return DSL.select(WORKER.ID)
        .from(WORKER)
        .where(WORKER.STATE.ne(DSL.inline(WorkerState.ACTIVE.text())));
  }

  /** Of what is out, what such workers finish: it takes none of the slots. */
  private static int elsewhere(DSLContext tx, Lane lane) {
    return tx.fetchCount(
        DSL.selectOne()
            .from(ATTEMPT)
            .join(WORK_ORDER)
            .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
            .and(lane.orders())
            .where(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .and(ATTEMPT.WORKER_ID.in(resting())));
  }

  /** Those that go first are sent first. */
  private static List<Hint> dispatch(DSLContext tx, Lane lane, int most) {
    return tx.update(WORK_ORDER)
        .set(WORK_ORDER.STATE, OrderState.DISPATCHED.text())
        .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
        // The broker swallows a number that it has seen, be it a hedge's.
        .set(
            WORK_ORDER.DISPATCH,
            DSL.greatest(WORK_ORDER.DISPATCH, DSL.coalesce(WORK_ORDER.HEDGE, 0)).plus(1))
        .setNull(WORK_ORDER.HEDGE)
        .where(WORK_ORDER.ID.in(next(tx, lane, most)))
        .returningResult(
            WORK_ORDER.ID,
            WORK_ORDER.DISPATCH,
            WORK_ORDER.PRIORITY,
            WORK_ORDER.TAG,
            WORK_ORDER.CLASS)
        .fetch()
        .sortAsc(WORK_ORDER.ID)
        .sortAsc(WORK_ORDER.CLASS)
        .sortAsc(WORK_ORDER.TAG)
        .sortDesc(WORK_ORDER.PRIORITY)
        .map(order -> new Hint(order.value1(), order.value2()));
  }

  /** Who goes next; as cheap with a million that wait, or are paused, as with ten. */
  static Select<Record1<Long>> next(DSLContext tx, Lane lane, int most) {
    return tx.select(WORK_ORDER.ID)
        .from(WORK_ORDER)
        .where(lane.orders())
        .and(Backlog.waits())
        .orderBy(RANK)
        .limit(most)
        .forUpdate()
        .skipLocked();
  }
}
