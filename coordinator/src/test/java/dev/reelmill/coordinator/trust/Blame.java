package dev.reelmill.coordinator.trust;

import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.collect.Results;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;

/** Two workers, {@code bad} and {@code good}, of which the one is to blame for what it does. */
final class Blame {

  static final long BYTES = 1000;
  static final String SOUND_BYTES = "ab";

  private final BacklogFixture farm;
  private final Results results;

  Blame(BacklogFixture farm) {
    this.farm = farm;
    this.results =
        ResultsFixture.results(farm.database(), ResultsFixture.storing(BYTES, SOUND_BYTES));
  }

  Results results() {
    return results;
  }

  void bothAreThere() {
    farm.heartbeat("bad", 4);
    farm.heartbeat("good", 4);
  }

  /** That an order makes which another worker shall try. */
  void pauseIsOver() {
    farm.sql().execute("update farm.work_order set not_before = now()");
  }

  long newOrder() {
    long job = farm.job(0);
    farm.add(job, 0, 1);
    return farm.orders(job).getFirst();
  }

  /** The one fails at an order, which the other then can do. */
  void fail(FailureCode code, int times) {
    for (int i = 0; i < times; i++) {
      long order = newOrder();
      results.accept(failed(farm.taken(order, "bad"), code));
      pauseIsOver();
      results.accept(ResultsFixture.inspected(farm.taken(order, "good")));
    }
  }

  Failed failed(Granted granted, FailureCode code) {
    return new Failed(granted.attempt(), granted.token(), code, "as it was told", 1);
  }

  WorkerState state(String worker) {
    return WorkerState.of(
        farm.sql()
            .select(WORKER.STATE)
            .from(WORKER)
            .where(WORKER.ID.eq(worker))
            .fetchSingle()
            .value1());
  }
}
