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
 * Does what several ask for at the same time in one transaction: statements are of all of them, and
 * it is committed, and so written to the disk, once. A thread that is alone waits for nobody. If
 * anything of it fails, nothing of it was done, and each half is done again by itself, until only
 * what fails is left. Thread-safe.
 *
 * @param <Q> what is asked for
 * @param <R> what came of it
 */
public final class SharedTransaction<Q, R> {

  /** Row locks are held until the last of them is done. */
  private static final int MOST = 128;

  private final Database database;
  private final BiFunction<DSLContext, List<Q>, List<R>> work;
  private final Queue<Request<Q, R>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param work is done for some together, maybe more than once, in transactions of which one is
   *     committed; answers in the order in which they are given
   */
  public SharedTransaction(Database database, BiFunction<DSLContext, List<Q>, List<R>> work) {
    this.database = database;
    this.work = work;
  }

  private static final class Request<Q, R> {
    private final Q asked;
    private @Nullable Outcome<R> outcome;

    Request(Q asked) {
      this.asked = asked;
    }
  }

  /**
   * Does it; its effect is committed when this returns.
   *
   * @throws RuntimeException what the work throws of this request, of which nothing is kept then
   */
  public R call(Q asked) {
    return callAll(List.of(asked)).getFirst().get();
  }

  /** Does them all, each with an outcome of its own, in this order. */
  public List<Outcome<R>> callAll(List<Q> asked) {
    List<Request<Q, R>> own = asked.stream().map(Request<Q, R>::new).toList();
    waiting.addAll(own);
    turn.lock();
    try {
      // Whoever had the turn before may have done some or all.
      while (own.stream().anyMatch(request -> request.outcome == null)) {
        carryOut(next());
      }
    } finally {
      turn.unlock();
    }
    return own.stream().map(request -> Objects.requireNonNull(request.outcome)).toList();
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
    List<Q> asked = requests.stream().map(request -> request.asked).toList();
    try {
      List<R> results = database.transaction(tx -> work.apply(tx, asked));
      for (int i = 0; i < requests.size(); i++) {
        requests.get(i).outcome = Outcome.of(results.get(i));
      }
    } catch (RuntimeException e) {
      if (requests.size() == 1) {
        requests.getFirst().outcome = Outcome.failed(e);
      } else {
        int half = requests.size() / 2;
        carryOut(requests.subList(0, half));
        carryOut(requests.subList(half, requests.size()));
      }
    } catch (Error e) {
      // Whoever else waits must not do so for ever.
      requests.forEach(request -> request.outcome = Outcome.failed(new IllegalStateException(e)));
      throw e;
    }
  }
}
