package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.coordinator.backlog.Lane;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Whether something has come that should go before what is asked for. Hints lie on their queue for
 * as long as a segment takes to encode, in the order in which they were sent; what came later need
 * not wait behind them.
 */
final class Outranking {

  static final String REASON = "another order has come that goes first";

  private Outranking() {}

  /** An order with its place; {@code since} when it was sent, for what waits after everything. */
  private record Rival(OffsetDateTime since, int priority, long tag) {

    boolean goesBefore(WorkOrderRecord order) {
      return since.isAfter(order.getStateSince())
          && (priority > order.getPriority()
              || (priority == order.getPriority() && tag < order.getTag()));
    }
  }

  /** Those of the orders that have to wait; they are dispatched, and asked for all at once. */
  static Set<Long> among(DSLContext tx, List<WorkOrderRecord> asked) {
    Map<Lane, List<WorkOrderRecord>> lanes =
        asked.stream().collect(Collectors.groupingBy(Lane::of));
    Set<Long> outranked = new HashSet<>();
    lanes.forEach(
        (lane, orders) -> {
          List<Rival> rivals = rivals(tx, lane, orders);
          orders.stream()
              .filter(order -> rivals.stream().anyMatch(rival -> rival.goesBefore(order)))
              .forEach(order -> outranked.add(order.getId()));
        });
    return outranked;
  }

  private static List<Rival> rivals(DSLContext tx, Lane lane, List<WorkOrderRecord> orders) {
    List<Rival> rivals = new ArrayList<>();
    // The first of what waits tells for all of it: one look into the index.
    Dispatcher.first(tx, lane)
        .fetchOptional(first -> new Rival(OffsetDateTime.MAX, first.value2(), first.value3()))
        .ifPresent(rivals::add);
    rivals.addAll(
        behind(tx, lane, orders).fetch(row -> new Rival(row.value1(), row.value2(), row.value3())));
    return rivals;
  }

  /**
   * Of what was sent later and goes before the last of these, the first of each filling. Few are:
   * what goes before them was mostly sent before them, and is taken already.
   */
  static Select<Record3<OffsetDateTime, Integer, Long>> behind(
      DSLContext tx, Lane lane, List<WorkOrderRecord> orders) {
    WorkOrderRecord last =
        orders.stream()
            .max(
                Comparator.comparing(WorkOrderRecord::getPriority, Comparator.reverseOrder())
                    .thenComparing(WorkOrderRecord::getTag))
            .orElseThrow();
    OffsetDateTime earliest =
        orders.stream()
            .map(WorkOrderRecord::getStateSince)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    Long[] themselves = orders.stream().map(WorkOrderRecord::getId).toArray(Long[]::new);
    Condition later =
        WORK_ORDER
            .STATE
            .eq(DSL.inline(OrderState.DISPATCHED.text()))
            .and(lane.orders())
            .and(WORK_ORDER.STATE_SINCE.gt(earliest))
            .and(WORK_ORDER.ID.ne(DSL.all(themselves)));
    // Two stretches of the index; asked as one condition, all of it would be read.
    var before =
        places(tx, later.and(WORK_ORDER.PRIORITY.gt(last.getPriority())))
            .unionAll(
                places(
                    tx,
                    later
                        .and(WORK_ORDER.PRIORITY.eq(last.getPriority()))
                        .and(WORK_ORDER.TAG.lt(last.getTag()))))
            .asTable("before");
    var since = before.field(WORK_ORDER.STATE_SINCE);
    var priority = before.field(WORK_ORDER.PRIORITY);
    var tag = before.field(WORK_ORDER.TAG);
    return tx.select(since, priority, tag)
        .distinctOn(since)
        .from(before)
        .orderBy(since, priority.desc(), tag);
  }

  private static Select<Record3<OffsetDateTime, Integer, Long>> places(
      DSLContext tx, Condition which) {
    return tx.select(WORK_ORDER.STATE_SINCE, WORK_ORDER.PRIORITY, WORK_ORDER.TAG)
        .from(WORK_ORDER)
        .where(which);
  }
}
