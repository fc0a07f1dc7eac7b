package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.coordinator.backlog.OrderState.CANCELLED;
import static dev.reelmill.coordinator.backlog.OrderState.DISPATCHED;
import static dev.reelmill.coordinator.backlog.OrderState.FAILED;
import static dev.reelmill.coordinator.backlog.OrderState.RUNNING;
import static dev.reelmill.coordinator.backlog.OrderState.WAITING;
import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.operations.JobOperations;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Dispatch, claim and lease")
class DispatchIT {

  private static final Duration PAST_LEASE = BacklogFixture.SETTINGS.lease().plusSeconds(1);
  private static final Duration PAST_CLAIMING = BacklogFixture.SETTINGS.unclaimed().plusSeconds(1);

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static long oneOrder() {
    long job = farm.job(0);
    farm.add(job, 0, 1);
    farm.heartbeat("w1", 2);
    return farm.orders(job).getFirst();
  }

  @Test
  @DisplayName("sends no more than the workers' slots will take soon, and nothing without workers")
  void sendsNoMoreThanTheSlotsWillTake() {
    long job = farm.job(0);
    farm.add(job, 0, 20);

    assertThat(farm.fill()).as("nobody works here").isZero();
    farm.heartbeat("w1", 2);
    farm.heartbeat("w2", 1);
    assertThat(farm.fill()).isEqualTo(6);
    assertThat(farm.fill()).as("all of it is still on its way").isZero();
    assertThat(farm.outbox(Queues.WORK_ENCODE)).hasSize(6);
  }

  @Test
  @DisplayName("sends higher priorities first, and within one what makes a video playable")
  void sendsHigherPrioritiesFirst() {
    long low = farm.job(0);
    var rest = new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect());
    var head = new NewOrder(OrderQueue.ENCODE, NewOrder.FIRST_PLAYABLE, new OrderBody.Inspect());
    farm.add(low, 0, rest, 2);
    farm.add(low, 0, head, 1);
    long high = farm.job(5);
    farm.add(high, 5, rest, 1);
    farm.heartbeat("w1", 1);

    farm.fill();

    assertThat(farm.dispatched())
        .containsExactly(farm.orders(low).get(2), farm.orders(high).getFirst());
  }

  @Test
  @DisplayName("sends nothing before its pause is over")
  void sendsNothingBeforeItsPauseIsOver() {
    long order = oneOrder();
    farm.sql().execute("update farm.work_order set not_before = now() + interval '10 s'");

    assertThat(farm.fill()).isZero();
    farm.later(Duration.ofSeconds(11));
    farm.heartbeat("w1", 2);
    assertThat(farm.fill()).isEqualTo(1);
    assertThat(farm.state(order)).isEqualTo(DISPATCHED);
  }

  @Test
  @DisplayName("gives an order to the first who asks, and to nobody else")
  void givesAnOrderToTheFirst() {
    long order = oneOrder();
    farm.fill();

    assertThat(farm.claim(order, "w1", false)).isInstanceOf(Granted.class);
    assertThat(farm.claim(order, "w2", false)).isInstanceOf(Refused.class);
    assertThat(farm.state(order)).isEqualTo(RUNNING);
  }

  @Test
  @DisplayName("refuses hints of an earlier dispatch, and of orders that never were")
  void refusesOldHints() {
    long order = oneOrder();
    farm.fill();
    int first = farm.dispatchOf(order);
    farm.later(PAST_CLAIMING);
    farm.leases().expire();
    farm.heartbeat("w1", 2);
    farm.fill();

    assertThat(farm.dispatchOf(order)).isEqualTo(first + 1);
    assertThat(farm.claim(new ClaimRequest(order, first, "w1", false))).isInstanceOf(Refused.class);
    assertThat(farm.claim(new ClaimRequest(order + 1, 1, "w1", false))).isInstanceOf(Refused.class);
    assertThat(farm.claim(order, "w1", false)).isInstanceOf(Granted.class);
  }

  @Test
  @DisplayName("a hint that the broker took back from a dead worker supersedes its attempt")
  void redeliveredHintSupersedes() {
    long order = oneOrder();
    Granted dead = farm.taken(order, "w1");

    Granted next = (Granted) farm.claim(order, "w2", true);

    assertThat(farm.attemptState(dead.attempt())).isEqualTo(AttemptState.SUPERSEDED);
    assertThat(farm.attemptState(next.attempt())).isEqualTo(AttemptState.RUNNING);
    assertThat(next.token()).isNotEqualTo(dead.token());
    assertThat(farm.outbox(Queues.REVOCATIONS))
        .singleElement()
        .asString()
        .contains(Long.toString(dead.attempt()));
  }

  @Test
  @DisplayName("a request that is delivered again is answered with the same attempt")
  void sameRequestGetsTheSameAnswer() {
    long order = oneOrder();
    farm.fill();
    var request = new ClaimRequest(order, farm.dispatchOf(order), "w1", false, "once");

    ClaimReply first = farm.claim(request);

    assertThat(first).isInstanceOf(Granted.class);
    assertThat(farm.claim(request)).isEqualTo(first);
    assertThat(farm.claim(new ClaimRequest(order, farm.dispatchOf(order), "w1", false, "twice")))
        .isInstanceOf(Refused.class);
  }

  @Test
  @DisplayName("whoever works on while the broker restarts keeps the order")
  void holderOutlivesTheBroker() {
    long order = oneOrder();
    Granted holder = farm.taken(order, "w1");
    farm.brokerRestarts();

    assertThat(farm.claim(order, "w2", true)).isInstanceOf(Refused.class);
    assertThat(farm.attemptState(holder.attempt())).isEqualTo(AttemptState.RUNNING);

    farm.later(PAST_LEASE);
    farm.leases().expire();
    assertThat(farm.state(order)).isEqualTo(WAITING);
  }

  @Test
  @DisplayName("hints that the broker may have lost are sent again when it is back")
  void lostHintsAreSentAgain() {
    long order = oneOrder();
    farm.fill();
    farm.relayed();

    farm.brokerRestarts();
    farm.fill();

    assertThat(farm.relayed()).containsExactly(order);
    assertThat(farm.dispatchOf(order)).isEqualTo(2);
  }

  @Test
  @DisplayName("heartbeats keep an attempt alive and count its frames; without them it is lost")
  void heartbeatsKeepAttemptsAlive() {
    long order = oneOrder();
    Granted attempt = farm.taken(order, "w1");
    farm.later(BacklogFixture.SETTINGS.lease().minusSeconds(1));
    farm.heartbeat("w1", 2, new Running(attempt.attempt(), 77));
    farm.later(BacklogFixture.SETTINGS.lease().minusSeconds(1));

    assertThat(farm.leases().expire()).isZero();
    assertThat(frames(attempt.attempt())).isEqualTo(77);
    farm.later(Duration.ofSeconds(2));
    assertThat(farm.leases().expire()).isEqualTo(1);
    assertThat(farm.attemptState(attempt.attempt())).isEqualTo(AttemptState.LOST);
    assertThat(farm.state(order)).isEqualTo(WAITING);
  }

  private static long frames(long attempt) {
    return farm.sql()
        .select(ATTEMPT.FRAMES)
        .from(ATTEMPT)
        .where(ATTEMPT.ID.eq(attempt))
        .fetchSingle()
        .value1();
  }

  @Test
  @DisplayName("a worker that names an attempt which is not its own any more is told to stop it")
  void vainAttemptsAreRevoked() {
    long order = oneOrder();
    Granted attempt = farm.taken(order, "w1");
    farm.later(PAST_LEASE);
    farm.leases().expire();

    farm.heartbeat("w1", 2, new Running(attempt.attempt(), 5));

    assertThat(farm.outbox(Queues.REVOCATIONS))
        .singleElement()
        .asString()
        .contains(Long.toString(attempt.attempt()));
    assertThat(farm.state(order)).isEqualTo(WAITING);
  }

  @Test
  @DisplayName("an order that takes down worker after worker ends its job")
  void anOrderThatTakesWorkersDownEndsItsJob() {
    long order = oneOrder();
    for (int i = 0; i < BacklogFixture.SETTINGS.mostLosses(); i++) {
      farm.heartbeat("w1", 2);
      farm.taken(order, "w1");
      farm.later(PAST_LEASE);
      farm.leases().expire();
    }

    assertThat(farm.state(order)).isEqualTo(FAILED);
    assertThat(farm.sql().select(JOB.STATE, JOB.FAILURE_CODE).from(JOB).fetchSingle())
        .satisfies(
            job -> {
              assertThat(job.value1()).isEqualTo(JobState.FAILED.text());
              assertThat(job.value2()).isEqualTo("worker-lost");
            });
  }

  @Test
  @DisplayName("cancelling a job takes everything of it back, and requeueing puts it in again")
  void cancelAndRequeue() {
    long job = farm.job(0);
    farm.add(job, 0, 6);
    farm.heartbeat("w1", 1);
    List<Long> orders = farm.orders(job);
    Granted running = farm.taken(orders.getFirst(), "w1");
    JobOperations jobs = new JobOperations(farm.database(), () -> {});

    jobs.cancel(job);

    assertThat(orders).allSatisfy(order -> assertThat(farm.state(order)).isEqualTo(CANCELLED));
    assertThat(farm.attemptState(running.attempt())).isEqualTo(AttemptState.CANCELLED);
    assertThat(farm.outbox(Queues.REVOCATIONS)).hasSize(1);
    assertThat(farm.claim(orders.get(1), "w1", false)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> jobs.cancel(job))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("cancelled");

    jobs.requeue(job);

    assertThat(orders).allSatisfy(order -> assertThat(farm.state(order)).isEqualTo(WAITING));
    assertThat(farm.jobState(job)).isEqualTo(JobState.INSPECTING);
    assertThatThrownBy(() -> jobs.requeue(job)).isInstanceOf(ReelmillException.class);
  }
}
