package dev.reelmill.coordinator.operations;

import static dev.reelmill.coordinator.backlog.OrderState.DISPATCHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A video waits")
class WhyIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final JobOperations jobs = new JobOperations(farm.database(), () -> {});
  private static final PauseOperations pauses = new PauseOperations(farm.database(), () -> {});
  private static final WorkerOperations workers = new WorkerOperations(farm.database(), () -> {});

  private static long job(int orders) {
    long job = farm.job(0);
    farm.add(job, 0, orders);
    return job;
  }

  private static List<String> why(long job) {
    return new Why(farm.database()).of(job).reasons();
  }

  @Test
  @DisplayName("because nobody works here, everybody stands aside, or somebody goes first")
  void nobodyWorks() {
    long first = job(3);
    long job = job(2);
    assertThat(why(job))
        .contains("2 orders of it wait for an encoding slot; 3 orders go before the first of them.")
        .contains("No worker is alive; it goes on as soon as one is heard of.");

    farm.heartbeat("w1", 2);
    workers.drain("w1", "new disk");
    assertThat(why(job))
        .contains("Worker w1 is draining and takes nothing new (new disk).")
        .contains("No other worker is alive.");

    farm.heartbeat("w2", 2);
    assertThat(why(job)).contains("1 worker with 2 slots takes orders.");
    assertThat(why(first)).anyMatch(reason -> reason.contains("none goes before"));
  }

  @Test
  @DisplayName("because of what is paused, what runs where, what pauses after which failure")
  void pausedRunningAndPausing() {
    long job = job(3);
    List<Long> all = farm.orders(job);
    farm.heartbeat("w1", 1);
    Granted attempt = farm.taken(all.getFirst(), "w1");
    farm.heartbeat("w1", 1, new Running(attempt.attempt(), 12));
    farm.sql()
        .execute(
            "update farm.work_order set not_before = now() + interval '1 minute' where id = ?",
            all.getLast());
    farm.sql()
        .execute(
            "insert into farm.attempt (order_id, worker_id, token, dispatch, state, lease_until,"
                + " failure_code, failure_detail) values (?, 'w9', 't', 1, 'failed', now(),"
                + " 'disk-full', 'no space in /scratch')",
            all.getLast());
    jobs.pause(job);
    pauses.farm(true);

    assertThat(why(job))
        .contains("Its source is to be inspected before anything is planned.")
        .contains("The farm is paused: nothing new is begun.")
        .contains("Nothing new of it is begun: job " + job + " is paused.")
        .anyMatch(reason -> reason.startsWith("Order " + all.getFirst() + " (inspect) runs on w1"))
        .anyMatch(
            reason ->
                reason.startsWith("Order " + all.getLast() + " (inspect) is not tried again before")
                    && reason.endsWith("failed on w9 with disk-full: no space in /scratch."));
    assertThat(farm.state(all.get(1))).isNotEqualTo(DISPATCHED);
    pauses.farm(false);
  }

  @Test
  @DisplayName("no longer: published, failed with what, cancelled")
  void itHasEnded() {
    farm.heartbeat("w1", 9);
    long failed = job(1);
    long order = farm.orders(failed).getFirst();
    farm.taken(order, "w1");
    farm.database()
        .transact(
            tx -> Orders.giveUp(tx, order, FailureCode.SOURCE_TRUNCATED, "as the test wants it"));
    assertThat(why(failed))
        .containsExactly(
            "It failed with source-truncated: as the test wants it. 'reelmill jobs requeue "
                + failed
                + "' takes it up again.",
            "What to do about it: Nothing; the uploader copies it again, whole.");
    long cancelled = job(1);
    jobs.cancel(cancelled);
    assertThat(why(cancelled)).singleElement().asString().startsWith("It was cancelled;");
    long published = farm.job(0);
    farm.sql()
        .execute(
            "update farm.job set state = 'published', finished_at = now() where id = ?", published);
    assertThat(why(published))
        .singleElement()
        .asString()
        .matches("It is published since 2[0-9T:-]{18}Z\\.");
  }
}
