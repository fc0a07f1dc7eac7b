package dev.reelmill.coordinator.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Does what several threads ask for at the same time in one transaction: it is committed, and so
 * written to the disk, once for all of them. A thread that is alone waits for nobody. If anything
 * of it fails, nothing of it was done, and each is done again in a transaction of its own.
 * Thread-safe.
 *
 * @param <Q> what is asked for
 * @param <R> what came of it
 */
public final class SharedTransaction<Q, R> {

  /** Row locks are held until the last of them is done. */
  private static final int MOST = 32;

  private final Database database;
  private final BiFunction<DSLContext, Q, R> work;
  private final Queue<Request<Q, R>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param work is done for each, maybe more than once, in transactions of which one is committed
   */
  public SharedTransaction(Database database, BiFunction<DSLContext, Q, R> work) {
    this.database = database;
    this.work = work;
  }

  private static final class Request<Q, R> {
    private final Q asked;
    private @Nullable R result;
    private @Nullable RuntimeException failure;

    Request(Q asked) {
      this.asked = asked;
    }

    boolean isDone() {
      return result != null || failure != null;
    }
  }

  /**
   * Does it; its effect is committed when this returns.
   *
   * @throws RuntimeException what the work throws of this request, of which nothing is kept then
   */
  public R call(Q asked) {
    Request<Q, R> own = new Request<>(asked);
    waiting.add(own);
    turn.lock();
    try {
      // Whoever had the turn before may have done it.
      while (!own.isDone()) {
        carryOut(next());
      }
    } finally {
      turn.unlock();
    }
    if (own.failure != null) {
      throw own.failure;
    }
    return Objects.requireNonNull(own.result);
  }

  private List<Request<Q, R>> next() {
    List<Request<Q, R>> requests = new ArrayList<>();
    Request<Q, R> request = waiting.poll();
    while (request != null) {
      requests.add(request);
      request = requests.size() < MOST ? waiting.poll() : null;
    }
    return requests;
  }

  private void carryOut(List<Request<Q, R>> requests) {
    try {
      List<R> results =
          database.transaction(
              tx -> requests.stream().map(request -> work.apply(tx, request.asked)).toList());
      for (int i = 0; i < requests.size(); i++) {
        requests.get(i).result = results.get(i);
      }
    } catch (RuntimeException e) {
      if (requests.size() == 1) {
        requests.getFirst().failure = e;
      } else {
        requests.forEach(request -> carryOut(List.of(request)));
      }
    } catch (Error e) {
      // Whoever else waits must not do so for ever.
      requests.forEach(request -> request.failure = new IllegalStateException(e));
      throw e;
    }
  }
}
