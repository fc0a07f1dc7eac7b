package dev.reelmill.coordinator.bench;

/**
 * What dispatch is measured at.
 *
 * @param backlog orders that wait when it begins
 * @param consumers orders that workers take at once, all together
 * @param orders that are counted, after some that are not
 */
public record DispatchShape(int backlog, int consumers, int orders) {

  /** Of so many slots is a simulated worker, at most. */
  private static final int MOST_SLOTS = 50;

  public DispatchShape {
    if (consumers < 1 || backlog < 1 || orders < 1) {
      throw new IllegalArgumentException("nothing to measure: " + backlog + ", " + consumers);
    }
  }

  int workers() {
    return Math.ceilDiv(consumers, MOST_SLOTS);
  }

  int slots() {
    return Math.ceilDiv(consumers, workers());
  }

  /** Orders that are done before counting begins: all that is cold gets warm. */
  int uncounted() {
    return Math.min(backlog / 4, Math.max(orders, 2 * consumers));
  }

  /** Orders that are counted: a short backlog ends before the last ones are alone. */
  int counted() {
    return Math.min(orders, Math.max(1, backlog - uncounted() - 2 * consumers));
  }
}
