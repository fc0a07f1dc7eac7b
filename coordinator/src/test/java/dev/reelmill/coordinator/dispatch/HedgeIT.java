package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.collect.Results;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The last slow order of a job")
class HedgeIT {

  /** Of them, the last one is slow. */
  private static final int ORDERS = 10;

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Hedges hedges = new Hedges(farm.database(), BacklogFixture.SETTINGS);
  private static final Results results = ResultsFixture.results(farm.database(), key -> -1);

  private long slow;
  private Granted first;

  @BeforeEach
  void all_but_one_are_done_in_ten_seconds_each() {
    long job = farm.job(0);
    farm.add(job, 0, ORDERS);
    farm.heartbeat("slow", ORDERS);
    farm.heartbeat("other", 1);
    List<Long> orders = farm.orders(job);
    for (long order : orders.subList(0, ORDERS - 1)) {
      Granted granted = farm.taken(order, "slow");
      results.accept(ResultsFixture.inspected(granted));
      farm.sql()
          .execute(
              "update farm.attempt set started_at = ended_at - interval '10 s' where id = "
                  + granted.attempt());
    }
    slow = orders.getLast();
    first = farm.taken(slow, "slow");
    hasRunFor(21);
  }

  private void hasRunFor(int seconds) {
    farm.sql()
        .execute(
            "update farm.attempt set started_at = now() - make_interval(secs => "
                + seconds
                + ") where state = 'running'");
  }

  private static Failed failed(Granted granted) {
    return new Failed(granted.attempt(), granted.token(), FailureCode.ENCODER_FAILED, "oh", 1);
  }

  /** The claim by the hint that the sweep sent. */
  private ClaimRequest hedgeBy(String worker) {
    return new ClaimRequest(slow, farm.dispatchOf(slow) + 1, worker, false);
  }

  private Granted second() {
    assertThat(hedges.hedge()).isEqualTo(1);
    return (Granted) farm.claim(hedgeBy("other"));
  }

  @Test
  @DisplayName("is tried by a second worker, and the first valid result counts")
  void firstValidResultCounts() {
    farm.relayed();
    Granted second = second();
    assertThat(farm.relayed()).containsExactly(slow);

    results.accept(ResultsFixture.inspected(second));
    results.accept(ResultsFixture.inspected(first));

    assertThat(farm.state(slow)).isEqualTo(OrderState.DONE);
    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.ACCEPTED);
    assertThat(farm.attemptState(first.attempt())).isEqualTo(AttemptState.SUPERSEDED);
    assertThat(farm.outbox(Queues.REVOCATIONS))
        .singleElement()
        .asString()
        .contains("[" + first.attempt() + "]");
  }

  @Test
  @DisplayName("may be finished by the first worker after all")
  void firstWorkerMayWin() {
    Granted second = second();

    results.accept(ResultsFixture.inspected(first));

    assertThat(farm.state(slow)).isEqualTo(OrderState.DONE);
    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.SUPERSEDED);
  }

  @Test
  @DisplayName("is not given to a third, and not to a second twice")
  void onlyOnce() {
    second();

    assertThat(hedges.hedge()).isZero();
    assertThat(farm.claim(hedgeBy("third"))).isInstanceOf(Refused.class);
    farm.heartbeat("third", 1);
    assertThat(hedges.hedge()).isZero();
  }

  @Test
  @DisplayName("stays where it is while it is in time, work waits, or nobody else is free")
  void staysWhereItIs() {
    hasRunFor(19);
    assertThat(hedges.hedge()).as("in time").isZero();
    hasRunFor(21);

    long another = farm.job(0);
    farm.add(another, 0, 1);
    assertThat(hedges.hedge()).as("work waits").isZero();
    farm.taken(farm.orders(another).getFirst(), "other");
    assertThat(hedges.hedge()).as("the other is busy").isZero();

    farm.finish(farm.orders(another).getFirst());
    farm.sql().execute("update farm.worker set trouble = 'disk full' where id = 'other'");
    assertThat(hedges.hedge()).as("the other can't").isZero();
    farm.sql().execute("update farm.worker set trouble = null");
    assertThat(hedges.hedge()).isEqualTo(1);
  }

  @Test
  @DisplayName("is waited for while too much of the rest is not done")
  void mostMustBeDone() {
    farm.sql()
        .execute(
            "update farm.work_order set state = 'failed' where id in (select id from"
                + " farm.work_order where state = 'done' limit 3)");
    assertThat(hedges.hedge()).as("6 of 10").isZero();
    farm.sql()
        .execute(
            "update farm.work_order set state = 'done' where id = (select min(id) from"
                + " farm.work_order where state = 'failed')");
    assertThat(hedges.hedge()).as("7 of 10").isEqualTo(1);
  }

  @Test
  @DisplayName("is one of at most 5 % of a job's orders that are tried twice")
  void fewAreTriedTwice() {
    farm.sql()
        .execute(
            "update farm.attempt set hedge = true where id = (select min(id) from farm.attempt)");
    assertThat(hedges.hedge()).isZero();
  }

  @Test
  @DisplayName("goes on with the other worker when one of the two fails or is lost")
  void lossOfOneOfTheTwo() {
    Granted second = second();
    results.accept(failed(first));
    assertThat(farm.state(slow)).isEqualTo(OrderState.RUNNING);
    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.RUNNING);

    farm.later(BacklogFixture.SETTINGS.lease().plusSeconds(1));
    farm.leases().expire();
    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.LOST);
    assertThat(farm.state(slow)).as("nobody is at it").isEqualTo(OrderState.WAITING);
  }

  @Test
  @DisplayName("goes on with the second worker when the first falls silent")
  void lossOfTheFirst() {
    Granted second = second();
    farm.later(BacklogFixture.SETTINGS.lease().plusSeconds(1));
    farm.heartbeat("other", 1, new Running(second.attempt(), 5));
    farm.leases().expire();

    assertThat(farm.attemptState(first.attempt())).isEqualTo(AttemptState.LOST);
    assertThat(farm.state(slow)).isEqualTo(OrderState.RUNNING);
    results.accept(ResultsFixture.inspected(second));
    assertThat(farm.state(slow)).isEqualTo(OrderState.DONE);
  }

  @Test
  @DisplayName("waits again once both have failed, under a number that the broker has not seen")
  void bothFail() {
    Granted second = second();
    int hedge = farm.dispatchOf(slow) + 1;
    results.accept(failed(first));
    results.accept(failed(second));
    assertThat(farm.state(slow)).isEqualTo(OrderState.WAITING);

    farm.later(Duration.ofSeconds(1));
    farm.fill();
    assertThat(farm.dispatchOf(slow)).isGreaterThan(hedge);
    assertThat(farm.claim(new ClaimRequest(slow, hedge, "other", false)))
        .isInstanceOf(Refused.class);
  }

  @Test
  @DisplayName("is not given to the slow worker itself, which lets others have the hint")
  void notToTheSlowWorkerItself() {
    hedges.hedge();
    farm.relayed();
    ClaimRequest own = hedgeBy("slow");

    assertThat(farm.claim(own))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.standDown()).isEqualTo(Hedges.STAND_DOWN_SECONDS));

    assertThat(farm.relayed()).as("sent again").containsExactly(slow);
    ClaimRequest again = new ClaimRequest(slow, own.dispatch() + 1, "other", false);
    assertThat(farm.claim(again)).isInstanceOf(Granted.class);
  }

  @Test
  @DisplayName("is taken from a second worker that died, and left with the first")
  void redeliveredHedge() {
    Granted second = second();
    ClaimRequest redelivered = new ClaimRequest(slow, hedgeBy("x").dispatch(), "third", true);

    Granted third = (Granted) farm.claim(redelivered);

    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.SUPERSEDED);
    assertThat(farm.attemptState(first.attempt())).isEqualTo(AttemptState.RUNNING);
    assertThat(farm.attemptState(third.attempt())).isEqualTo(AttemptState.RUNNING);
  }

  @Test
  @DisplayName("is taken from a first worker that died, and left with the second")
  void redeliveredFirst() {
    Granted second = second();

    assertThat(farm.claim(slow, "other", true))
        .as("it works at it already")
        .isInstanceOf(Refused.class);

    assertThat(farm.attemptState(first.attempt())).isEqualTo(AttemptState.SUPERSEDED);
    assertThat(running()).containsExactly(second.attempt());
    assertThat(farm.state(slow)).isEqualTo(OrderState.RUNNING);
  }

  private static List<Long> running() {
    return farm.sql()
        .select(ATTEMPT.ID)
        .from(ATTEMPT)
        .where(ATTEMPT.STATE.eq("running"))
        .fetch(ATTEMPT.ID);
  }
}
