package dev.reelmill.coordinator.trust;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.RungOutput;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A worker that is to blame")
class QuarantineIT {

  private static final long BYTES = 1000;
  private static final String SOUND_BYTES = "ab";

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Results results =
      ResultsFixture.results(farm.database(), ResultsFixture.storing(BYTES, SOUND_BYTES));

  @BeforeEach
  void two_workers_are_there() {
    farm.heartbeat("bad", 4);
    farm.heartbeat("good", 4);
  }

  /** That an order makes which another worker shall try. */
  private static void pauseIsOver() {
    farm.sql().execute("update farm.work_order set not_before = now()");
  }

  private static long newOrder() {
    long job = farm.job(0);
    farm.add(job, 0, 1);
    return farm.orders(job).getFirst();
  }

  /** The one fails at an order, which the other then can do. */
  private static void fail(FailureCode code, int times) {
    for (int i = 0; i < times; i++) {
      long order = newOrder();
      results.accept(failed(farm.taken(order, "bad"), code));
      pauseIsOver();
      results.accept(ResultsFixture.inspected(farm.taken(order, "good")));
    }
  }

  private static Failed failed(Granted granted, FailureCode code) {
    return new Failed(granted.attempt(), granted.token(), code, "as it was told", 1);
  }

  private static WorkerState state(String worker) {
    return WorkerState.of(
        farm.sql()
            .select(WORKER.STATE)
            .from(WORKER)
            .where(WORKER.ID.eq(worker))
            .fetchSingle()
            .value1());
  }

  @Test
  @DisplayName("is quarantined when it failed three times at what another could do")
  void failsWhereAnotherSucceeds() {
    fail(FailureCode.ENCODER_FAILED, 2);
    assertThat(state("bad")).isEqualTo(WorkerState.ACTIVE);

    fail(FailureCode.INTERNAL, 1);

    assertThat(state("bad")).isEqualTo(WorkerState.QUARANTINED);
    assertThat(farm.sql().fetchValue("select state_reason from farm.worker where id = 'bad'"))
        .asString()
        .contains("3 of its last 20");
    assertThat(state("good")).isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  @DisplayName("is quarantined when it brought damaged bytes three times, which are never accepted")
  void damagedBytes() {
    for (int i = 0; i < Faults.TOO_MANY; i++) {
      long order = textOrder();
      Granted granted = farm.taken(order, "bad");
      results.accept(text(granted, "cd"));
      assertThat(farm.state(order)).isEqualTo(OrderState.WAITING);
      pauseIsOver();
      results.accept(text(farm.taken(order, "good"), SOUND_BYTES));
      assertThat(farm.state(order)).isEqualTo(OrderState.DONE);
    }
    assertThat(state("bad")).isEqualTo(WorkerState.QUARANTINED);
    assertThat(state("good")).isEqualTo(WorkerState.ACTIVE);
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
        new Output.TextExtracted(new TextObject(key, BYTES, sha256, 1), List.of()),
        1);
  }

  @Test
  @DisplayName("is not one that fails at what nobody can do, or for want of space or store")
  void notToBlame() {
    for (int i = 0; i < Faults.TOO_MANY; i++) {
      long order = newOrder();
      for (String worker : List.of("bad", "good", "bad")) {
        pauseIsOver();
        results.accept(failed(farm.taken(order, worker), FailureCode.ENCODER_FAILED));
      }
      assertThat(farm.state(order)).isEqualTo(OrderState.FAILED);
    }
    for (int i = 0; i < Faults.TOO_MANY; i++) {
      long order = newOrder();
      results.accept(failed(farm.taken(order, "bad"), FailureCode.DISK_FULL));
      pauseIsOver();
      results.accept(ResultsFixture.inspected(farm.taken(order, "good")));
    }
    assertThat(state("bad")).isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  @DisplayName("goes on working if there is no other")
  void theLastOneGoesOn() {
    fail(FailureCode.ENCODER_FAILED, 2);
    farm.sql().execute("update farm.worker set state = 'draining' where id = 'good'");
    long order = newOrder();
    Granted granted = farm.taken(order, "bad");
    farm.sql().execute("update farm.worker set state = 'active' where id = 'good'");
    results.accept(failed(granted, FailureCode.ENCODER_FAILED));
    pauseIsOver();
    Granted second = farm.taken(order, "good");
    farm.sql().execute("update farm.worker set state = 'draining' where id = 'good'");
    results.accept(ResultsFixture.inspected(second));

    assertThat(state("bad")).isEqualTo(WorkerState.ACTIVE);
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
    fail(FailureCode.SOURCE_LIMITS, Faults.TOO_MANY);
    assertThat(state("bad")).as("limits are settings").isEqualTo(WorkerState.ACTIVE);

    fail(FailureCode.SOURCE_NOT_MEDIA, Faults.TOO_MANY);

    assertThat(state("bad")).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  @DisplayName("gets tests instead of orders, and is let back when it has passed three in a row")
  void isLetBackByTests() {
    fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    long order = newOrder();

    pass(test(order));
    pass(test(order));
    assertThat(farm.golden().take(failed(test(order), FailureCode.ENCODER_FAILED))).isTrue();
    assertThat(ask(order))
        .as("after a failure it rests")
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.standDown()).isPositive());
    farm.sql().execute("update farm.golden_test set ended_at = ended_at - interval '1 min'");
    pass(test(order));
    pass(test(order));
    assertThat(state("bad")).isEqualTo(WorkerState.QUARANTINED);
    pass(test(order));

    assertThat(state("bad")).isEqualTo(WorkerState.ACTIVE);
    assertThat(farm.objects().isEmpty()).as("nothing of the tests is left").isTrue();
    assertThat(farm.taken(order, "bad").order()).isNotInstanceOf(EncodeSegment.class);
    fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY - 1);
    assertThat(state("bad")).as("what was before does not count").isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  @DisplayName("leaves what its tests need in the store for as long as it is at one")
  void clipOfTests() {
    fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    stored(test(newOrder()));
    farm.golden().tidy();
    assertThat(farm.objects().isEmpty()).as("it reads the clip").isFalse();

    farm.sql().execute("update farm.golden_test set started_at = now() - interval '3 min'");
    farm.golden().tidy();
    assertThat(farm.objects().isEmpty()).as("it was lost").isTrue();
  }

  @Test
  @DisplayName("does not pass a test with bytes, frames or pictures that are not right")
  void flaws() {
    fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    long order = newOrder();
    QualityFigures good = new QualityFigures(50, 0.99, 40, 40, 40);

    Granted notStored = test(order);
    assertThat(flaw(notStored, golden(notStored, 50, good))).contains("stored");
    Granted short1 = stored(test(order));
    assertThat(flaw(short1, golden(short1, 49, good))).contains("49 of 50");
    Granted grey = stored(test(order));
    assertThat(flaw(grey, golden(grey, 50, new QualityFigures(50, 0.5, 12, 40, 40))))
        .contains("pictures");
    assertThat(state("bad")).isEqualTo(WorkerState.QUARANTINED);
  }

  private static String flaw(Granted test, Done result) {
    farm.golden().take(result);
    String flaw =
        String.valueOf(
            farm.sql()
                .fetchValue("select flaw from farm.golden_test where id = " + test.attempt()));
    farm.sql().execute("update farm.golden_test set ended_at = ended_at - interval '1 min'");
    return flaw;
  }

  @Test
  @DisplayName("is at one test at a time, which its heartbeats may name, and only it can pass")
  void oneTestAtATime() {
    fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    long order = newOrder();
    Granted test = test(order);

    assertThat(ask(order)).isInstanceOf(Refused.class);
    farm.heartbeat("bad", 4, new Running(test.attempt(), 7));
    assertThat(farm.outbox(Queues.REVOCATIONS)).isEmpty();
    Done forged = new Done(test.attempt(), "guess", golden(test, 50, null).output(), 1);
    assertThat(farm.golden().take(forged)).isTrue();
    assertThat(farm.sql().fetchCount(farm.sql().selectFrom("farm.golden_test where passed")))
        .isZero();
    assertThat(farm.golden().take(ResultsFixture.inspected(farm.taken(order, "good"))))
        .as("an order's result is no test's")
        .isFalse();
  }

  private static ClaimReply ask(long order) {
    farm.fill();
    ClaimReply reply = farm.claim(order, "bad", false);
    assertThat(farm.state(order)).as("it is for another").isEqualTo(OrderState.WAITING);
    return reply;
  }

  private static Granted test(long order) {
    return (Granted) ask(order);
  }

  private static Granted stored(Granted test) {
    farm.objects().put(key(test), BYTES, SOUND_BYTES);
    return test;
  }

  private static void pass(Granted test) {
    stored(test);
    farm.golden().take(golden(test, 50, new QualityFigures(50, 0.99, 40, 40, 40)));
  }

  private static String key(Granted test) {
    return ((EncodeSegment) test.order()).rungs().getFirst().target().key();
  }

  private static Done golden(Granted test, long frames, @Nullable QualityFigures quality) {
    MediaObject object =
        new MediaObject(
            key(test),
            BYTES,
            SOUND_BYTES,
            600,
            "cd",
            12_800,
            "avc1.64000b",
            List.of(new Fragment(600, 400, 0, frames * 512, (int) frames, true, 200)));
    return new Done(
        test.attempt(),
        test.token(),
        new Output.SegmentEncoded(
            frames, List.of(new RungOutput("golden", object, quality)), null, List.of()),
        1);
  }
}
