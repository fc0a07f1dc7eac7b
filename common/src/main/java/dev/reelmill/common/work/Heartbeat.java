package dev.reelmill.common.work;

import java.util.List;

/**
 * A worker's sign of life, every five seconds; it renews the leases of what it lists.
 *
 * @param worker its name, unique in the farm
 * @param host where it runs
 * @param version of the program
 * @param slots encodes it runs at once
 * @param running what it works at
 */
public record Heartbeat(
    String worker, String host, String version, int slots, List<Running> running) {

  public Heartbeat {
    running = List.copyOf(running);
  }

  /**
   * One attempt in progress.
   *
   * @param attempt its id
   * @param frames encoded so far
   */
  public record Running(long attempt, long frames) {}
}
