package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.Lane;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Says in words how the unfinished orders of a job are. */
final class WaitingOrders {

  /** Of many alike, so many are told one by one. */
  private static final int MOST_TOLD = 8;

  /** Nobody wants to know more exactly, and counting takes time. */
  private static final int MOST_COUNTED = 10_000;

  private WaitingOrders() {}

  static List<String> reasons(DSLContext tx, long job) {
    List<String> reasons = new ArrayList<>(running(tx, job));
    int onTheirWay = tx.fetchCount(WORK_ORDER, in(job, OrderState.DISPATCHED));
    if (onTheirWay > 0) {
      reasons.add(
          Change.count(onTheirWay, "order")
              + (onTheirWay == 1 ? " waits" : " wait")
              + " on the broker for a worker to take "
              + (onTheirWay == 1 ? "it." : "them."));
    }
    reasons.addAll(pausing(tx, job));
    reasons.addAll(queued(tx, job));
    return reasons;
  }

  private static Condition in(long job, OrderState state) {
    return WORK_ORDER.JOB_ID.eq(job).and(WORK_ORDER.STATE.eq(DSL.inline(state.text())));
  }

  private static List<String> running(DSLContext tx, long job) {
    List<String> told =
        tx.select(WORK_ORDER.asterisk(), ATTEMPT.WORKER_ID, ATTEMPT.FRAMES, ATTEMPT.STARTED_AT)
            .from(WORK_ORDER)
            .join(ATTEMPT)
            .on(ATTEMPT.ORDER_ID.eq(WORK_ORDER.ID))
            .and(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .where(WORK_ORDER.JOB_ID.eq(job))
            .orderBy(ATTEMPT.ID)
            .fetch(WaitingOrders::runs);
    if (told.size() <= MOST_TOLD) {
      return told;
    }
    List<String> some = new ArrayList<>(told.subList(0, MOST_TOLD));
    some.add(Change.count(told.size() - MOST_TOLD, "more order") + " of it are being worked at.");
    return some;
  }

  private static String runs(Record row) {
    OrderBody body = Json.read(row.get(WORK_ORDER.BODY).data(), OrderBody.class);
    String how =
        body instanceof OrderBody.Segment segment
            ? ": %d of %d frames".formatted(row.get(ATTEMPT.FRAMES), segment.frames())
            : "";
    return "%s runs on %s since %s%s."
        .formatted(
            name(row.into(WORK_ORDER)),
            row.get(ATTEMPT.WORKER_ID),
            Change.moment(row.get(ATTEMPT.STARTED_AT)),
            how);
  }

  private static String name(WorkOrderRecord order) {
    return "Order %d (%s%s)"
        .formatted(
            order.getId(),
            order.getKind(),
            order.getSegment() == null ? "" : " " + order.getSegment());
  }

  /** Orders that are not to be tried before some time, with what the last try ended with. */
  private static List<String> pausing(DSLContext tx, long job) {
    return tx.selectFrom(WORK_ORDER)
        .where(in(job, OrderState.WAITING))
        .and(WORK_ORDER.NOT_BEFORE.gt(DSL.currentOffsetDateTime()))
        .orderBy(WORK_ORDER.NOT_BEFORE)
        .limit(MOST_TOLD)
        .fetch(
            order ->
                "%s is not tried again before %s%s."
                    .formatted(
                        name(order), Change.moment(order.getNotBefore()), lastTry(tx, order)));
  }

  private static String lastTry(DSLContext tx, WorkOrderRecord order) {
    return tx.select(ATTEMPT.WORKER_ID, ATTEMPT.FAILURE_CODE, ATTEMPT.FAILURE_DETAIL)
        .from(ATTEMPT)
        .where(ATTEMPT.ORDER_ID.eq(order.getId()).and(ATTEMPT.FAILURE_CODE.isNotNull()))
        .orderBy(ATTEMPT.ID.desc())
        .limit(1)
        .fetchOptional(
            row ->
                "; the last try failed on %s with %s: %s"
                    .formatted(row.value1(), row.value2(), row.value3()))
        .orElse("");
  }

  /** What workers must have for those that nobody is at; each distinct list once. */
  static List<List<String>> needs(DSLContext tx, long job) {
    return tx.selectDistinct(WORK_ORDER.NEEDS)
        .from(WORK_ORDER)
        .where(in(job, OrderState.WAITING).or(in(job, OrderState.DISPATCHED)))
        .and(DSL.cardinality(WORK_ORDER.NEEDS).gt(0))
        .orderBy(WORK_ORDER.NEEDS)
        .fetch(row -> List.of(row.value1()));
  }

  /** The first of those that wait for their turn, in each lane, and who goes before it. */
  private static List<String> queued(DSLContext tx, long job) {
    List<String> reasons = new ArrayList<>();
    for (WorkOrderRecord first :
        tx.select(WORK_ORDER.fields())
            .distinctOn(WORK_ORDER.QUEUE, WORK_ORDER.NEEDS)
            .from(WORK_ORDER)
            .where(in(job, OrderState.WAITING))
            .and(WORK_ORDER.NOT_BEFORE.le(DSL.currentOffsetDateTime()))
            .orderBy(
                WORK_ORDER.QUEUE,
                WORK_ORDER.NEEDS,
                WORK_ORDER.PRIORITY.desc(),
                WORK_ORDER.TAG,
                WORK_ORDER.CLASS,
                WORK_ORDER.ID)
            .fetchInto(WORK_ORDER)) {
      Lane lane = Lane.of(first);
      int waiting = tx.fetchCount(WORK_ORDER, in(job, OrderState.WAITING).and(lane.orders()));
      reasons.add(
          "%s of it %s for an %s slot%s; %s before the first of them."
              .formatted(
                  Change.count(waiting, "order"),
                  waiting == 1 ? "waits" : "wait",
                  first.getQueue().equals("light") ? "inspection" : "encoding",
                  lane.needs().isEmpty() ? "" : " of a worker with " + words(lane.needs()),
                  before(tx, first)));
    }
    return reasons;
  }

  /** Of a worker that has all of them. */
  static String words(List<String> needs) {
    return String.join(" and ", needs);
  }

  private static String before(DSLContext tx, WorkOrderRecord first) {
    int count = higher(tx, first) + sooner(tx, first);
    if (count >= MOST_COUNTED) {
      return "more than " + MOST_COUNTED + " orders of others go";
    }
    return count == 0 ? "none goes" : count == 1 ? "1 order goes" : count + " orders go";
  }

  private static int higher(DSLContext tx, WorkOrderRecord first) {
    return counted(tx, first, WORK_ORDER.PRIORITY.gt(first.getPriority()));
  }

  private static int sooner(DSLContext tx, WorkOrderRecord first) {
    return counted(
        tx,
        first,
        WORK_ORDER
            .PRIORITY
            .eq(first.getPriority())
            .and(
                DSL.row(WORK_ORDER.TAG, WORK_ORDER.CLASS, WORK_ORDER.ID)
                    .lt(first.getTag(), first.getClass_(), first.getId())));
  }

  private static int counted(DSLContext tx, WorkOrderRecord first, Condition goesFirst) {
    return tx.fetchCount(
        DSL.selectOne()
            .from(WORK_ORDER)
            .where(Lane.of(first).orders())
            .and(Backlog.waits())
            .and(goesFirst)
            .limit(MOST_COUNTED));
  }
}
