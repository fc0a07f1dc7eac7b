package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.json.Json;
import java.util.Iterator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.impl.DSL;

/** Everything that waits to be done. */
public final class Backlog {

  private Backlog() {}

  /**
   * Adds orders of a job, in the transaction that makes them necessary. Within their urgency they
   * are dispatched in the order given.
   */
  public static void add(DSLContext tx, long job, int priority, List<NewOrder> orders) {
    boolean held = Pauses.holds(tx, job);
    Iterator<Long> tags = FairShares.tags(tx, job, orders).iterator();
    tx.batch(
            orders.stream()
                .map(order -> insert(tx, job, priority, order, tags.next(), held))
                .toList())
        .execute();
  }

  /** What may be dispatched, if its pause is over; with its lane, as the index has it. */
  public static Condition waits() {
    return WORK_ORDER
        .STATE
        .eq(DSL.inline(OrderState.WAITING.text()))
        .and(DSL.not(DSL.condition(WORK_ORDER.HELD)))
        .and(WORK_ORDER.NOT_BEFORE.le(DSL.currentOffsetDateTime()));
  }

  private static Query insert(
      DSLContext tx, long job, int priority, NewOrder order, long tag, boolean held) {
    return tx.insertInto(WORK_ORDER)
        .set(WORK_ORDER.JOB_ID, job)
        .set(WORK_ORDER.KIND, kind(order.body()))
        .set(WORK_ORDER.QUEUE, order.queue().text())
        .set(WORK_ORDER.NEEDS, order.lane().words())
        .set(WORK_ORDER.SEGMENT, segment(order.body()))
        .set(WORK_ORDER.STATE, OrderState.WAITING.text())
        .set(WORK_ORDER.PRIORITY, priority)
        .set(WORK_ORDER.CLASS, (short) order.urgency())
        .set(WORK_ORDER.COST, order.costMillis())
        .set(WORK_ORDER.TAG, tag)
        .set(WORK_ORDER.HELD, held)
        .set(WORK_ORDER.REQUIRED, order.required())
        .set(WORK_ORDER.BODY, JSONB.valueOf(Json.write(order.body())));
  }

  private static String kind(OrderBody body) {
    return switch (body) {
      case OrderBody.Inspect inspect -> "inspect";
      case OrderBody.Segment segment -> "segment";
      case OrderBody.Audio audio -> "audio";
      case OrderBody.TrialEncode trial -> "trial";
      case OrderBody.Text text -> "text";
      case OrderBody.AssembleFile file -> "file";
      case OrderBody.PackPictures pictures -> "pictures";
    };
  }

  @SuppressWarnings("NullAway") // an order without a number has none
  private static Integer segment(OrderBody body) {
    return body instanceof OrderBody.Segment segment ? segment.number() : null;
  }
}
