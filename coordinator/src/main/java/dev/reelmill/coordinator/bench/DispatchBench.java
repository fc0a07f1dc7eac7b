package dev.reelmill.coordinator.bench;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.faults.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Orders from the backlog to their accepted results, past real workers' intake, with nothing to
 * encode; and a peer that runs tasks out of the same PostgreSQL, in turn.
 */
public final class DispatchBench implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration START_WAIT = Duration.ofMinutes(3);
  private static final Duration STALL = Duration.ofMinutes(1);

  private final DispatchFarm farm;
  private final WaitingBacklog backlog;
  private final boolean withPeer;

  /**
   * Starts the farm.
   *
   * @param folder for its data; new
   * @param withPeer whether db-scheduler has its turn too
   */
  public DispatchBench(Path folder, boolean withPeer) throws InterruptedException {
    this.withPeer = withPeer;
    this.farm = new DispatchFarm(folder);
    this.backlog = new WaitingBacklog(farm.database());
  }

  /** Whether the peer can have its turn. */
  public static boolean hasPeer() {
    return Peer.isBuilt();
  }

  /** What a moment looks like. */
  private record Reading(
      long accepted, long nanos, Map<String, Duration> cpu, double databaseMillis) {}

  /**
   * One shape, and the peer at the same.
   *
   * @throws ReelmillException {@link FailureCode#INTERNAL} if an order was done twice, or nothing
   *     goes on
   */
  public DispatchRun run(DispatchShape shape) throws IOException, InterruptedException {
    DispatchRun run = own(shape);
    return withPeer ? withPeer(run) : run;
  }

  private DispatchRun withPeer(DispatchRun run) throws IOException {
    Peer peer = new Peer(farm);
    return new DispatchRun(
        run.shape(),
        run.orders(),
        run.wall(),
        run.cpu(),
        run.database(),
        run.brokerHeap(),
        run.mostHints(),
        peer.idle(run.shape()),
        peer.alike(run.shape()));
  }

  private DispatchRun own(DispatchShape shape) throws IOException, InterruptedException {
    backlog.load(shape.backlog());
    try (RoleProcess workers = farm.workers(shape);
        BrokerGauge gauge = new BrokerGauge(farm)) {
      await(START_WAIT, () -> backlog.workers() == shape.workers());
      backlog.release();
      long mostHints = awaitEnded(shape.uncounted(), gauge);
      Reading begin = reading(workers);
      mostHints = Math.max(mostHints, awaitEnded(backlog.ended() + shape.counted(), gauge));
      Reading end = reading(workers);
      long heap = gauge.heap();
      backlog.hold();
      check();
      return new DispatchRun(
          shape,
          end.accepted - begin.accepted,
          Duration.ofNanos(end.nanos - begin.nanos),
          between(begin.cpu, end.cpu),
          Duration.ofNanos((long) ((end.databaseMillis - begin.databaseMillis) * 1e6)),
          heap,
          mostHints,
          null,
          null);
    }
  }

  private static Map<String, Duration> between(
      Map<String, Duration> begin, Map<String, Duration> end) {
    Map<String, Duration> took = new LinkedHashMap<>(end);
    begin.forEach((part, before) -> took.merge(part, before, Duration::minus));
    return took;
  }

  private Reading reading(RoleProcess workers) {
    return new Reading(
        backlog.accepted(), System.nanoTime(), farm.cpu(workers), backlog.activeMillis());
  }

  /** The most hints that were seen meanwhile. */
  private long awaitEnded(long wanted, BrokerGauge gauge) throws InterruptedException {
    long mostHints = 0;
    long last = backlog.ended();
    long since = System.nanoTime();
    while (last < wanted) {
      Thread.sleep(POLL);
      mostHints = Math.max(mostHints, gauge.hints());
      long now = backlog.ended();
      if (now > last) {
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STALL.toNanos()) {
        throw new ReelmillException(
            FailureCode.INTERNAL, "nothing was accepted for " + STALL.toSeconds() + " s");
      }
      last = now;
    }
    return mostHints;
  }

  private void check() {
    long twice = backlog.acceptedTwice();
    if (twice > 0) {
      throw new ReelmillException(FailureCode.INTERNAL, twice + " orders were accepted twice");
    }
  }

  private static void await(Duration time, BooleanSupplier wanted) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new ReelmillException(
            FailureCode.INTERNAL, "the farm did not start in " + time.toSeconds() + " s");
      }
      Thread.sleep(POLL);
    }
  }

  @Override
  public void close() {
    farm.close();
  }
}
