package dev.reelmill.coordinator.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A worker in quarantine")
class GoldenTestsIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Blame blame = new Blame(farm);

  @BeforeEach
  void two_workers_are_there() {
    blame.bothAreThere();
  }

  @Test
  @DisplayName("gets tests instead of orders, and is let back when it has passed three in a row")
  void isLetBackByTests() {
    blame.fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    long order = blame.newOrder();

    pass(test(order));
    pass(test(order));
    assertThat(farm.golden().take(blame.failed(test(order), FailureCode.ENCODER_FAILED))).isTrue();
    assertThat(ask(order))
        .as("after a failure it rests")
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.standDown()).isPositive());
    farm.sql().execute("update farm.golden_test set ended_at = ended_at - interval '1 min'");
    pass(test(order));
    pass(test(order));
    assertThat(blame.state("bad")).isEqualTo(WorkerState.QUARANTINED);
    pass(test(order));

    assertThat(blame.state("bad")).isEqualTo(WorkerState.ACTIVE);
    assertThat(farm.objects().isEmpty()).as("nothing of the tests is left").isTrue();
    assertThat(farm.taken(order, "bad").order()).isNotInstanceOf(EncodeSegment.class);
    blame.fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY - 1);
    assertThat(blame.state("bad"))
        .as("what was before does not count")
        .isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  @DisplayName("leaves what its tests need in the store for as long as it is at one")
  void clipOfTests() {
    blame.fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    stored(test(blame.newOrder()));
    farm.golden().tidy();
    assertThat(farm.objects().isEmpty()).as("it reads the clip").isFalse();

    farm.sql().execute("update farm.golden_test set started_at = now() - interval '3 min'");
    farm.golden().tidy();
    assertThat(farm.objects().isEmpty()).as("it was lost").isTrue();
  }

  @Test
  @DisplayName("does not pass a test with bytes, frames or pictures that are not right")
  void flaws() {
    blame.fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    long order = blame.newOrder();
    QualityFigures good = new QualityFigures(50, 0.99, 40, 40, 40);

    Granted notStored = test(order);
    assertThat(flaw(notStored, golden(notStored, 50, good))).contains("stored");
    Granted short1 = stored(test(order));
    assertThat(flaw(short1, golden(short1, 49, good))).contains("49 of 50");
    Granted grey = stored(test(order));
    assertThat(flaw(grey, golden(grey, 50, new QualityFigures(50, 0.5, 12, 40, 40))))
        .contains("pictures");
    assertThat(blame.state("bad")).isEqualTo(WorkerState.QUARANTINED);
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
    blame.fail(FailureCode.ENCODER_FAILED, Faults.TOO_MANY);
    long order = blame.newOrder();
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
    farm.objects().put(key(test), Blame.BYTES, Blame.SOUND_BYTES);
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
            Blame.BYTES,
            Blame.SOUND_BYTES,
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
