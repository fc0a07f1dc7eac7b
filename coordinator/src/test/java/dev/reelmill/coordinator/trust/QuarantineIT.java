package dev.reelmill.coordinator.trust;

import static dev.reelmill.sql.Tables.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.collect.Results;
import dev.reelmill.coordinator.dispatch.Workers;
import dev.reelmill.coordinator.operations.Why;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A worker that is to blame")
class QuarantineIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Blame blame = new Blame(farm);
  private static final Results results = blame.results();

  @BeforeEach
  void two_workers_are_there() {
    blame.bothAreThere();
  }

  @Test
  @DisplayName("is quarantined when it failed three times at what another could do")
  void failsWhereAnotherSucceeds() {
    blame.fail(FailureCode.ENCODER_FAILED, 2);
    assertThat(blame.state("bad")).isEqualTo(WorkerState.ACTIVE);

    blame.fail(FailureCode.INTERNAL, 1);

    assertThat(blame.state("bad")).isEqualTo(WorkerState.QUARANTINED);
    assertThat(farm.sql().fetchValue("select state_reason from farm.worker where id = 'bad'"))
        .asString()
        .contains("3 of its last 20");
    assertThat(blame.state("good")).isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  @DisplayName("is quarantined when it brought damaged bytes three times, which are never accepted")
  void damagedBytes() {
    for (int i = 0; i < Faults.TOO_MANY; i++) {
      long order = textOrder();
      Granted granted = farm.taken(order, "bad");
      results.accept(text(granted, "cd"));
      assertThat(farm.state(order)).isEqualTo(OrderState.WAITING);
      blame.pauseIsOver();
      results.accept(text(farm.taken(order, "good"), Blame.SOUND_BYTES));
      assertThat(farm.state(order)).isEqualTo(OrderState.DONE);
    }
    assertThat(blame.state("bad")).isEqualTo(WorkerState.QUARANTINED);
    assertThat(blame.state("good")).isEqualTo(WorkerState.ACTIVE);
  }

  private static long textOrder() {
    long job = farm.job(0);
    farm.sql()
        .update(JOB)
        .set(JOB.STATE, JobState.ENCODING.text())
        .set(JOB.ORDERS_LEFT, 9)
        .where(JOB.ID.eq(job))
        .execute();
    OrderBody body =
        new OrderBody.Text(
            "text-1",
            null,
            "mov",
            new TextFacts(2, "subrip", TrackLabel.NONE),
            Rational.ZERO,
            Rational.of(9));
    farm.add(job, 0, new NewOrder(OrderQueue.ENCODE, NewOrder.REST, body), 1);
    return farm.orders(job).getFirst();
  }

  private static Done text(Granted granted, String sha256) {
    String key = ((ExtractText) granted.order()).target().key();
    return new Done(
        granted.attempt(),
        granted.token(),
        new Output.TextExtracted(new TextObject(key, Blame.BYTES, sha256, 1), List.of()),
        1);
  }

  @Test
  @DisplayName("is not one that fails at what nobody can do, or for want of space or store")
  void notToBlame() {
    for (int i = 0; i < Faults.TOO_MANY; i++) {
      long order = blame.newOrder();
      for (String worker : List.of("bad", "good", "bad")) {
        blame.pauseIsOver();
        results.accept(blame.failed(farm.taken(order, worker), FailureCode.ENCODER_FAILED));
      }
      assertThat(farm.state(order)).isEqualTo(OrderState.FAILED);
    }
    for (int i = 0; i < Faults.TOO_MANY; i++) {
      long order = blame.newOrder();
      results.accept(blame.failed(farm.taken(order, "bad"), FailureCode.DISK_FULL));
      blame.pauseIsOver();
      results.accept(ResultsFixture.inspected(farm.taken(order, "good")));
    }
    assertThat(blame.state("bad")).isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  @DisplayName("goes on working if there is no other")
  void theLastOneGoesOn() {
    blame.fail(FailureCode.ENCODER_FAILED, 2);
    farm.sql().execute("update farm.worker set state = 'draining' where id = 'good'");
    long order = blame.newOrder();
    Granted granted = farm.taken(order, "bad");
    farm.sql().execute("update farm.worker set state = 'active' where id = 'good'");
    results.accept(blame.failed(granted, FailureCode.ENCODER_FAILED));
    blame.pauseIsOver();
    Granted second = farm.taken(order, "good");
    farm.sql().execute("update farm.worker set state = 'draining' where id = 'good'");
    results.accept(ResultsFixture.inspected(second));

    assertThat(blame.state("bad")).isEqualTo(WorkerState.ACTIVE);
    Workers workers = new Workers(farm.database());
    assertThat(workers.find("bad").orElseThrow().suspicion()).contains("3 of its last 20");
    assertThat(workers.find("good").orElseThrow().suspicion()).isNull();
    assertThat(new Why(farm.database()).of(farm.job(0)).reasons())
        .as("of one that waits for nothing")
        .hasSize(1);
    long waiting = farm.job(0);
    farm.add(waiting, 0, 1);
    assertThat(new Why(farm.database()).of(waiting).reasons())
        .contains(
            "Worker bad would be quarantined if another took its place: 3 of its last 20 attempts"
                + " went wrong by its own fault.");
  }

  @Test
  @DisplayName("is quarantined when it calls sources bad that another can read")
  void callsGoodSourcesBad() {
    blame.fail(FailureCode.SOURCE_LIMITS, Faults.TOO_MANY);
    assertThat(blame.state("bad")).as("limits are settings").isEqualTo(WorkerState.ACTIVE);

    blame.fail(FailureCode.SOURCE_NOT_MEDIA, Faults.TOO_MANY);

    assertThat(blame.state("bad")).isEqualTo(WorkerState.QUARANTINED);
  }
}
