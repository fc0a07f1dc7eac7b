package dev.reelmill.common.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's sign of life, every five seconds; it renews the leases of what it lists.
 *
 * @param worker its name, unique in the farm
 * @param host where it runs
 * @param version of the program
 * @param slots encodes it runs at once
 * @param running what it works at
 * @param trouble why it takes no orders now, in words; absent while it does
 * @param capabilities what it has that not every worker has; absent where there is nothing
 */
public record Heartbeat(
    String worker,
    String host,
    String version,
    int slots,
    List<Running> running,
    @Nullable String trouble,
    @Nullable Capabilities capabilities) {

  public Heartbeat {
    running = List.copyOf(running);
  }

  /** Of a worker like any other, that takes orders. */
  public Heartbeat(String worker, String host, String version, int slots, List<Running> running) {
    this(worker, host, version, slots, running, null, null);
  }

  /**
   * One attempt in progress.
   *
   * @param attempt its id
   * @param frames encoded so far
   */
  public record Running(long attempt, long frames) {}
}
