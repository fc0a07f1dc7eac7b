package dev.reelmill.coordinator.operations;

import static dev.reelmill.coordinator.backlog.OrderState.CANCELLED;
import static dev.reelmill.coordinator.backlog.OrderState.FAILED;
import static dev.reelmill.coordinator.backlog.OrderState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What an administrator may do")
class OperationsIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final JobOperations jobs = new JobOperations(farm.database(), () -> {});
  private static final OrderOperations orders = new OrderOperations(farm.database(), () -> {});
  private static final WorkerOperations workers = new WorkerOperations(farm.database(), () -> {});

  private static long job(int orders) {
    long job = farm.job(0);
    farm.add(job, 0, orders);
    return job;
  }

  @Test
  @DisplayName("a job of higher priority overtakes, even those whose hints are out")
  void aHigherPriorityOvertakes() {
    long first = job(2);
    long second = job(2);
    farm.heartbeat("w1", 1);
    farm.fill();

    Change change = jobs.priority(second, 5);

    assertThat(change.sentence()).isEqualTo("Job " + second + " has priority 5 now.");
    assertThat(farm.claim(farm.orders(first).getFirst(), "w1", false))
        .as("another goes first now")
        .isInstanceOf(Refused.class);
    farm.fill();
    assertThat(farm.dispatched()).contains(farm.orders(second).getFirst());
    assertThat(farm.claim(farm.orders(second).getFirst(), "w1", false)).isInstanceOf(Granted.class);
    assertThat(jobs.priority(second, 5).changed()).isFalse();
  }

  @Test
  @DisplayName("a single order of higher priority overtakes its own job's")
  void aSingleOrderOvertakes() {
    long job = job(5);
    farm.heartbeat("w1", 1);
    long last = farm.orders(job).getLast();

    assertThat(orders.priority(last, 1).changed()).isTrue();
    farm.fill();

    assertThat(farm.dispatched()).contains(last);
    farm.claim(last, "w1", false);
    assertThatThrownBy(() -> orders.priority(last, 2))
        .hasMessage("order " + last + " is running and waits for nothing");
  }

  @Test
  @DisplayName("an order that runs is taken from its worker and waits again")
  void anOrderThatRunsIsTakenBack() {
    long order = farm.orders(job(1)).getFirst();
    farm.heartbeat("w1", 1);
    Granted attempt = farm.taken(order, "w1");

    assertThat(orders.requeue(order).sentence()).contains("waits again").contains("1 attempt");

    assertThat(farm.state(order)).isEqualTo(WAITING);
    assertThat(farm.attemptState(attempt.attempt())).isEqualTo(AttemptState.SUPERSEDED);
    assertThat(farm.outbox(Queues.REVOCATIONS))
        .singleElement()
        .asString()
        .contains(Long.toString(attempt.attempt()));
    assertThat(orders.requeue(order).changed()).as("it waits already").isFalse();
  }

  @Test
  @DisplayName("an order that pauses after a failure pauses no longer")
  void anOrderThatPausesIsHurried() {
    long order = farm.orders(job(1)).getFirst();
    farm.sql().execute("update farm.work_order set not_before = now() + interval '5 minutes'");
    farm.heartbeat("w1", 1);
    assertThat(farm.fill()).isZero();

    assertThat(orders.requeue(order).changed()).isTrue();
    assertThat(farm.fill()).isEqualTo(1);
  }

  @Test
  @DisplayName("an order of a failed job takes the whole job up again, and a done one stays done")
  void anOrderOfAFailedJob() {
    long job = job(2);
    List<Long> all = farm.orders(job);
    farm.heartbeat("w1", 1);
    farm.taken(all.getFirst(), "w1");
    fail(all.getFirst(), FailureCode.ENCODER_FAILED);
    assertThat(farm.state(all.getLast())).isEqualTo(CANCELLED);

    assertThat(orders.requeue(all.getLast()).sentence()).contains("with all of job " + job);

    assertThat(all).allSatisfy(order -> assertThat(farm.state(order)).isEqualTo(WAITING));
    assertThat(farm.jobState(job)).isEqualTo(JobState.INSPECTING);
    farm.taken(all.getFirst(), "w1");
    farm.finish(all.getFirst());
    assertThatThrownBy(() -> orders.requeue(all.getFirst()))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("is done");
  }

  @Test
  @DisplayName("an order that its job went without waits alone; the job stays as it is")
  void anOrderThatTheJobWentWithout() {
    long job = farm.job(0);
    NewOrder optional =
        new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect(), false);
    farm.add(job, 0, optional, 1);
    long order = farm.orders(job).getFirst();
    farm.heartbeat("w1", 1);
    farm.taken(order, "w1");
    fail(order, FailureCode.ENCODER_FAILED);
    assertThat(farm.state(order)).isEqualTo(FAILED);
    assertThat(farm.jobState(job)).isEqualTo(JobState.INSPECTING);

    assertThat(orders.requeue(order).sentence()).isEqualTo("Order " + order + " waits again.");
    assertThat(farm.state(order)).isEqualTo(WAITING);
  }

  @Test
  @DisplayName("an order that its job can do without is cancelled, what runs of it is stopped")
  void anOrderIsCancelled() {
    long job = farm.job(0);
    NewOrder optional =
        new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect(), false);
    farm.add(job, 0, optional, 2);
    farm.add(job, 0, 1);
    List<Long> all = farm.orders(job);
    farm.heartbeat("w1", 3);
    Granted running = farm.taken(all.getFirst(), "w1");

    assertThat(orders.cancel(all.getFirst()).sentence())
        .isEqualTo(
            "Order %d is cancelled; job %d goes on without its inspect."
                .formatted(all.getFirst(), job));
    assertThat(orders.cancel(all.get(1)).changed()).as("one on its way").isTrue();

    assertThat(orders.cancel(all.getFirst()).changed()).as("again").isFalse();
    assertThat(farm.attemptState(running.attempt())).isEqualTo(AttemptState.CANCELLED);
    assertThat(farm.outbox(Queues.REVOCATIONS))
        .singleElement()
        .asString()
        .contains(Long.toString(running.attempt()));
    assertThat(farm.claim(all.get(1), "w1", false)).isInstanceOf(Refused.class);
    assertThat(new Why(farm.database()).of(job).reasons())
        .contains(
            "It goes without its inspect (order %d), which was cancelled.".formatted(all.get(1)));
    assertThat(farm.jobState(job)).isEqualTo(JobState.INSPECTING);
    assertThat(orders.requeue(all.get(1)).changed()).isTrue();
    assertThat(farm.state(all.get(1))).isEqualTo(WAITING);
  }

  @Test
  @DisplayName("an order that its job needs, or that is done, can't be cancelled")
  void anOrderThatIsNeeded() {
    long job = job(1);
    long needed = farm.orders(job).getFirst();
    NewOrder optional =
        new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect(), false);
    farm.add(job, 0, optional, 1);
    long done = farm.orders(job).getLast();
    farm.heartbeat("w1", 2);
    farm.taken(done, "w1");
    farm.finish(done);

    assertThatThrownBy(() -> orders.cancel(needed))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("'jobs cancel " + job + "' ends all of it");
    assertThatThrownBy(() -> orders.cancel(done))
        .hasMessage("order " + done + " is done and can't be cancelled");
    assertThatThrownBy(() -> orders.cancel(done + 1)).hasMessage("there is no order " + (done + 1));
  }

  private static void fail(long order, FailureCode code) {
    farm.database().transact(tx -> Orders.giveUp(tx, order, code, "as the test wants it"));
  }

  @Test
  @DisplayName("all jobs that failed alike are taken up again, by code or by kind, and no others")
  void allThatFailedAlike() {
    farm.heartbeat("w1", 9);
    long encoder = failed(FailureCode.ENCODER_FAILED);
    long hung = failed(FailureCode.ENCODER_HUNG);
    long source = failed(FailureCode.SOURCE_NOT_MEDIA);

    assertThat(jobs.requeueFailed("encoder-failed").sentence()).startsWith("1 job that");
    assertThat(farm.jobState(encoder)).isEqualTo(JobState.INSPECTING);
    assertThat(farm.jobState(hung)).isEqualTo(JobState.FAILED);
    assertThat(jobs.requeueFailed("own-fault").changed()).isTrue();
    assertThat(farm.jobState(hung)).isEqualTo(JobState.INSPECTING);
    assertThat(farm.jobState(source)).isEqualTo(JobState.FAILED);
    assertThat(jobs.requeueFailed("own-fault").changed()).as("none is left").isFalse();
    assertThatThrownBy(() -> jobs.requeueFailed("bad-luck"))
        .hasMessageContaining("bad-luck")
        .hasMessageContaining("outside-fault");
  }

  private static long failed(FailureCode code) {
    long job = job(1);
    long order = farm.orders(job).getFirst();
    farm.taken(order, "w1");
    fail(order, code);
    return job;
  }

  @Test
  @DisplayName("a draining worker gets nothing new and others get its share")
  void aDrainingWorker() {
    long job = job(9);
    List<Long> all = farm.orders(job);
    farm.heartbeat("w1", 2);
    Granted held = farm.taken(all.getFirst(), "w1");
    farm.taken(all.get(1), "w1");

    assertThat(workers.drain("w1", "new disk").sentence())
        .isEqualTo("Worker w1 is draining; it has 2 orders to finish.");
    assertThat(workers.drain("w1", null).changed()).isFalse();

    assertThat(farm.claim(all.get(2), "w1", false))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains("draining"));
    farm.later(Duration.ofSeconds(2));
    farm.heartbeat("w1", 2, new Running(held.attempt(), 10));
    farm.fill();
    assertThat(farm.dispatched()).as("its hints are out, and nobody else is there").hasSize(1);
    farm.heartbeat("w2", 1);
    farm.fill();
    assertThat(farm.dispatched()).as("what it finishes takes no place of others'").hasSize(2);
    assertThat(farm.claim(all.get(2), "w2", false)).isInstanceOf(Granted.class);
    assertThat(workers.show("w1").running()).hasSize(2);
    assertThat(workers.show("w1").worker().stateReason()).isEqualTo("new disk");

    assertThat(workers.release("w1").changed()).isTrue();
    assertThat(workers.release("w1").changed()).isFalse();
    assertThat(farm.claim(farm.dispatched().getFirst(), "w1", false)).isInstanceOf(Granted.class);
  }
}
