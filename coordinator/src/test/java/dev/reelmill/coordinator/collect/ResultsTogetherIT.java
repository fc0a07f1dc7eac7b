package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.TEXT_TRACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output.TextExtracted;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;
import java.util.List;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Results that come at the same time")
class ResultsTogetherIT {

  private static final int TRACKS = 3;

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Results results =
      ResultsFixture.results(farm.database(), ResultsFixture.storing(7, "sum"));

  private long job;
  private List<Long> orders = List.of();
  private List<Granted> taken = List.of();

  @BeforeEach
  void three_tracks_are_worked_at() {
    job = farm.job(0);
    farm.sql()
        .update(JOB)
        .set(JOB.STATE, JobState.ENCODING.text())
        .set(JOB.ORDERS_LEFT, TRACKS)
        .where(JOB.ID.eq(job))
        .execute();
    for (int i = 0; i < TRACKS; i++) {
      farm.sql()
          .insertInto(TEXT_TRACK)
          .set(TEXT_TRACK.JOB_ID, job)
          .set(TEXT_TRACK.NAME, "text-" + i)
          .set(TEXT_TRACK.POSITION, i)
          .set(TEXT_TRACK.LABEL, JSONB.valueOf("{}"))
          .execute();
      farm.add(job, 0, new NewOrder(OrderQueue.ENCODE, NewOrder.REST, track("text-" + i)), 1);
    }
    farm.heartbeat("w1", TRACKS);
    orders = farm.orders(job);
    taken = orders.stream().map(order -> farm.taken(order, "w1")).toList();
  }

  private static OrderBody track(String name) {
    return new OrderBody.Text(
        name,
        null,
        "mov",
        new TextFacts(2, "mov_text", TrackLabel.NONE),
        Rational.ZERO,
        Rational.of(60));
  }

  private static Done done(Granted granted, @Nullable TextObject object) {
    return new Done(
        granted.attempt(), granted.token(), new TextExtracted(object, List.of("a word")), 5);
  }

  private void take(WorkResult... brought) {
    assertThat(results.acceptAll(List.of(brought)))
        .allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
  }

  private @Nullable Integer left() {
    return farm.sql()
        .select(JOB.ORDERS_LEFT)
        .from(JOB)
        .where(JOB.ID.eq(job))
        .fetchSingle()
        .value1();
  }

  @Test
  @DisplayName("count each once, whatever comes twice or is forged, and the last one publishes")
  void countOnce() {
    Done second = done(taken.get(1), null);
    take(
        done(taken.get(0), null),
        second,
        second,
        new Done(taken.get(2).attempt(), "guessed", second.output(), 1),
        new Done(Long.MAX_VALUE, "none", second.output(), 1));

    assertThat(orders.stream().map(farm::state))
        .containsExactly(OrderState.DONE, OrderState.DONE, OrderState.RUNNING);
    assertThat(left()).isEqualTo(1);
    assertThat(farm.jobState(job)).isEqualTo(JobState.ENCODING);
    assertThat(
            farm.sql()
                .select(TEXT_TRACK.ATTEMPT_ID)
                .from(TEXT_TRACK)
                .orderBy(TEXT_TRACK.POSITION)
                .fetch(TEXT_TRACK.ATTEMPT_ID))
        .containsExactly(taken.get(0).attempt(), taken.get(1).attempt(), null);

    take(done(taken.get(2), null), second);

    assertThat(farm.jobState(job)).isEqualTo(JobState.PUBLISHED);
    assertThat(farm.attemptState(taken.get(2).attempt())).isEqualTo(AttemptState.ACCEPTED);
  }

  @Test
  @DisplayName("are not refused because one of them is")
  void oneIsRefused() {
    TextObject elsewhere = new TextObject("videos/other/text/1/x.vtt", 7, "sum", 1);

    take(done(taken.get(0), null), done(taken.get(1), elsewhere), done(taken.get(2), null));

    assertThat(orders.stream().map(farm::state))
        .containsExactly(OrderState.DONE, OrderState.WAITING, OrderState.DONE);
    assertThat(farm.attemptState(taken.get(1).attempt())).isEqualTo(AttemptState.FAILED);
    assertThat(left()).isEqualTo(1);
  }
}
