package dev.reelmill.worker.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Does together what several slots want of the broker at the same moment: while something is on its
 * way, more gathers. A slot that is alone waits for nobody. Thread-safe.
 *
 * @param <Q> what is wanted
 * @param <R> what comes of it
 */
final class Gatherer<Q, R> implements AutoCloseable {

  /** Of what a coordinator does in one transaction, half: another worker shall have its share. */
  static final int MOST = 64;

  private static final long LOOK_EVERY_MILLIS = 100;
  private static final long LOOK_UP_SECONDS = 3;

  private final Consumer<List<Wanted<Q, R>>> work;
  private final BlockingQueue<Wanted<Q, R>> waiting = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  /** One of several; {@code outcome} is to be completed, one way or the other. */
  record Wanted<Q, R>(Q asked, CompletableFuture<R> outcome) {}

  /**
   * @param work completes the outcome of each; what it leaves open has failed
   */
  Gatherer(String name, Consumer<List<Wanted<Q, R>>> work) {
    this.work = work;
    Thread.ofVirtual().name(name).start(this::run);
  }

  /**
   * Waits until it is done.
   *
   * @param givesUp whether whoever waits need not do so any longer, as long as nothing is begun
   * @throws WorkerStoppingException if it gave up, or this is closed
   * @throws RuntimeException whatever it failed with
   */
  R call(Q asked, BooleanSupplier givesUp) {
    Wanted<Q, R> wanted = new Wanted<>(asked, new CompletableFuture<>());
    waiting.add(wanted);
    try {
      while (true) {
        try {
          return wanted.outcome.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if ((closed || givesUp.getAsBoolean()) && waiting.remove(wanted)) {
            throw new WorkerStoppingException();
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerStoppingException();
    }
  }

  /** How many wait for what is on its way. */
  int waiting() {
    return waiting.size();
  }

  private void run() {
    while (!closed) {
      try {
        Wanted<Q, R> first = waiting.poll(LOOK_UP_SECONDS, TimeUnit.SECONDS);
        if (first != null) {
          List<Wanted<Q, R>> together = new ArrayList<>();
          together.add(first);
          waiting.drainTo(together, MOST - 1);
          carryOut(together);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void carryOut(List<Wanted<Q, R>> together) {
    try {
      work.accept(together);
      fail(together, new IllegalStateException("it was left out"));
    } catch (RuntimeException e) {
      fail(together, e);
    } catch (Error e) {
      // Whatever it is, somebody has to go on doing what comes next.
      fail(together, new IllegalStateException(e));
    }
  }

  private static <Q, R> void fail(List<Wanted<Q, R>> together, RuntimeException cause) {
    together.forEach(wanted -> wanted.outcome.completeExceptionally(cause));
  }

  /** What is on its way is done; what waits is not begun. */
  @Override
  public void close() {
    closed = true;
  }
}
