package dev.reelmill.coordinator.bench;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one shape took.
 *
 * @param orders that were counted
 * @param wall from the first of them to the last
 * @param cpu that each part of the farm took meanwhile
 * @param database time that PostgreSQL spent in statements
 * @param brokerHeap bytes that the broker holds, after a collection, while the backlog waits
 * @param mostHints that were on the queue of encodes at once, as far as looking showed
 * @param idlePeer the same number of tasks that do nothing by db-scheduler, a second, if that was
 *     asked for
 * @param peer the same of tasks like orders
 */
public record DispatchRun(
    DispatchShape shape,
    long orders,
    Duration wall,
    Map<String, Duration> cpu,
    Duration database,
    long brokerHeap,
    long mostHints,
    @Nullable Double idlePeer,
    @Nullable Double peer) {

  public DispatchRun {
    cpu = Map.copyOf(cpu);
  }

  public double perSecond() {
    return orders / (wall.toNanos() / 1e9);
  }

  /** Milliseconds an order. */
  public double wallEach() {
    return millisEach(wall);
  }

  /** Milliseconds an order, of all parts together. */
  public double cpuEach() {
    return millisEach(cpu.values().stream().reduce(Duration.ZERO, Duration::plus));
  }

  /** Milliseconds an order, of one part. */
  public double cpuEach(String part) {
    return millisEach(cpu.getOrDefault(part, Duration.ZERO));
  }

  /** Milliseconds an order. */
  public double databaseEach() {
    return millisEach(database);
  }

  private double millisEach(Duration time) {
    return time.toNanos() / 1e6 / orders;
  }
}
