package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.work.Needs;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Orders that the same workers can do. Each lane has its own order of who goes first and its own
 * measure of what is out: what few can do never stands in the way of the rest, nor the reverse.
 *
 * @param queue which slots it needs
 * @param needs words that a worker must have, sorted; most orders have none
 */
public record Lane(OrderQueue queue, List<String> needs) {

  public Lane {
    needs = needs.stream().sorted().distinct().toList();
  }

  /** The one of orders that anybody can do. */
  public static Lane open(OrderQueue queue) {
    return new Lane(queue, List.of());
  }

  public static Lane of(WorkOrderRecord order) {
    return new Lane(
        OrderQueue.valueOf(order.getQueue().toUpperCase(Locale.ROOT)), List.of(order.getNeeds()));
  }

  /** Orders that are in it. */
  public Condition orders() {
    return WORK_ORDER.QUEUE.eq(queue.text()).and(WORK_ORDER.NEEDS.eq(words()));
  }

  /** Workers that can do them. */
  public Condition workers() {
    return needs.isEmpty() ? DSL.noCondition() : WORKER.CAPABILITIES.contains(words());
  }

  /** As the database has them. */
  public String[] words() {
    return needs.toArray(String[]::new);
  }

  /** As a hint says it; null for what anybody may take. */
  public @Nullable String property() {
    return needs.isEmpty() ? null : Needs.text(needs);
  }
}
