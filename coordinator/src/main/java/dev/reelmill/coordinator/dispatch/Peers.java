package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What an order is compared with, itself among them: segments of the same ladder; of anything else,
 * all that is encoded for the job.
 */
final class Peers {

  /** Results of other jobs, where no peer was accepted yet. */
  private static final int LATEST_RESULTS = 200;

  private static final Condition IS_ACCEPTED =
      ATTEMPT.STATE.eq(DSL.inline(AttemptState.ACCEPTED.text()));

  private Peers() {}

  private static Condition are(WorkOrderRecord order) {
    Condition encodes =
        WORK_ORDER.JOB_ID.eq(order.getJobId()).and(WORK_ORDER.QUEUE.eq(order.getQueue()));
    return order.getSegment() == null
        ? encodes
        : encodes
            .and(WORK_ORDER.KIND.eq(order.getKind()))
            .and(
                ladder().eq(DSL.field("{0} ->> 'ladder'", String.class, DSL.val(order.getBody()))));
  }

  private static Field<String> ladder() {
    return DSL.field("{0} ->> 'ladder'", String.class, WORK_ORDER.BODY);
  }

  /**
   * Which part of their cost is done, from 0 to 1. What runs counts with the frames that it has: of
   * few segments the last one is a large part.
   */
  static double done(DSLContext tx, WorkOrderRecord order) {
    Condition isDone = WORK_ORDER.STATE.eq(DSL.inline(OrderState.DONE.text()));
    Field<Double> share = DSL.when(isDone, DSL.inline(1.0)).otherwise(encoded());
    Record2<BigDecimal, BigDecimal> costs =
        tx.select(DSL.sum(WORK_ORDER.COST), DSL.sum(share.times(WORK_ORDER.COST)))
            .from(WORK_ORDER)
            .where(are(order))
            .fetchSingle();
    return costs.value2().doubleValue() / costs.value1().doubleValue();
  }

  /** Of an order that runs, the share of its frames; 0 if there is none, or it is not known. */
  private static Field<Double> encoded() {
    Field<?> most =
        DSL.field(
            DSL.select(DSL.max(ATTEMPT.FRAMES))
                .from(ATTEMPT)
                .where(ATTEMPT.ORDER_ID.eq(WORK_ORDER.ID))
                .and(Attempts.RUNS));
    return DSL.field(
        "least(1, coalesce({0} / nullif(({1} ->> 'frames')::double precision, 0), 0))",
        Double.class, most, WORK_ORDER.BODY);
  }

  /**
   * Seconds that a unit of estimated cost takes, in the middle: of the peers that were accepted, or
   * if none was yet, of the farm's latest results of the kind. Empty if there is nothing to go by.
   */
  static OptionalDouble rate(DSLContext tx, WorkOrderRecord order) {
    OptionalDouble ofPeers = median(tx, are(order));
    return ofPeers.isPresent() ? ofPeers : median(tx, areLatest(order.getKind()));
  }

  private static Condition areLatest(String kind) {
    var latest =
        DSL.select(ATTEMPT.ID)
            .from(ATTEMPT)
            .where(IS_ACCEPTED)
            .orderBy(ATTEMPT.ID.desc())
            .limit(LATEST_RESULTS);
    return ATTEMPT.ID.in(latest).and(WORK_ORDER.KIND.eq(kind));
  }

  private static OptionalDouble median(DSLContext tx, Condition which) {
    Field<Double> took =
        DSL.field(
            "extract(epoch from {0} - {1})::double precision",
            Double.class, ATTEMPT.ENDED_AT, ATTEMPT.STARTED_AT);
    Double median =
        tx.select(
                DSL.percentileDisc(DSL.inline(0.5))
                    .withinGroupOrderBy(took.div(WORK_ORDER.COST))
                    .cast(SQLDataType.DOUBLE))
            .from(ATTEMPT)
            .join(WORK_ORDER)
            .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
            .where(IS_ACCEPTED.and(which))
            .fetchSingle()
            .value1();
    return median == null ? OptionalDouble.empty() : OptionalDouble.of(median);
  }
}
