package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A source at which every worker fails")
class PoisonSourceIT {

  private static final List<String> WORKERS = List.of("w1", "w2", "w3", "w4");

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Results results = ResultsFixture.results(farm.database(), key -> -1);

  @BeforeEach
  void some_workers_are_there() {
    WORKERS.forEach(worker -> farm.heartbeat(worker, 1));
  }

  private static void fail(Granted granted) {
    results.accept(
        new Failed(
            granted.attempt(), granted.token(), FailureCode.TIME_LIMIT, "after 3600 s", 3_600_000));
  }

  @Test
  @DisplayName("is tried three times, each on another worker, and its uploader reads why it failed")
  void threeTriesOnDifferentWorkers() {
    long job = farm.job(0);
    farm.add(job, 0, 1);
    long order = farm.orders(job).getFirst();
    while (farm.state(order) != OrderState.FAILED) {
      farm.fill();
      // Those that have failed are always the first to ask.
      for (String worker : WORKERS) {
        ClaimReply reply = farm.claim(order, worker, false);
        if (reply instanceof Granted granted) {
          fail(granted);
          break;
        }
        assertThat(((Refused) reply).reason()).contains("another worker");
        farm.later(Duration.ofSeconds(2));
        WORKERS.forEach(each -> farm.heartbeat(each, 1));
        farm.fill();
      }
    }

    assertThat(
            farm.sql()
                .select(ATTEMPT.WORKER_ID)
                .from(ATTEMPT)
                .orderBy(ATTEMPT.ID)
                .fetch(ATTEMPT.WORKER_ID))
        .containsExactly("w1", "w2", "w3");
    assertThat(
            farm.sql()
                .select(JOB.STATE, JOB.FAILURE_CODE, JOB.FAILURE_DETAIL)
                .from(JOB)
                .where(JOB.ID.eq(job))
                .fetchSingle()
                .intoList())
        .containsExactly(JobState.FAILED.text(), FailureCode.TIME_LIMIT.text(), "after 3600 s");
  }

  @Test
  @DisplayName("is bad when two workers say so, and not by the word of one")
  void twoWorkersCallItBad() {
    long job = farm.job(0);
    farm.add(job, 0, 1);
    long order = farm.orders(job).getFirst();

    callBad(farm.taken(order, "w1"), "it begins with nonsense");
    assertThat(farm.state(order)).isEqualTo(OrderState.WAITING);
    farm.fill();
    assertThat(farm.claim(order, "w1", false)).isInstanceOf(Refused.class);
    farm.later(Duration.ofSeconds(2));
    WORKERS.forEach(each -> farm.heartbeat(each, 1));
    callBad(farm.taken(order, "w2"), "it is no media file");

    assertThat(farm.state(order)).isEqualTo(OrderState.FAILED);
    assertThat(farm.sql().fetchSingle(JOB, JOB.ID.eq(job)).getFailureDetail())
        .isEqualTo("it is no media file");
  }

  @Test
  @DisplayName("is bad by the word of the only worker, or when the other has failed at it already")
  void nobodyElseCanTell() {
    farm.sql().execute("delete from farm.worker where id in ('w3', 'w4')");
    long job = farm.job(0);
    farm.add(job, 0, 1);
    long order = farm.orders(job).getFirst();
    fail(farm.taken(order, "w1"));
    callBad(farm.taken(order, "w2"), "it is no media file");
    assertThat(farm.state(order)).isEqualTo(OrderState.FAILED);

    farm.sql().execute("update farm.worker set state = 'draining' where id = 'w2'");
    long alone = farm.job(0);
    farm.add(alone, 0, 1);
    callBad(farm.taken(farm.orders(alone).getFirst(), "w1"), "it is no media file");
    assertThat(farm.jobState(alone)).isEqualTo(JobState.FAILED);
  }

  private static void callBad(Granted granted, String detail) {
    results.accept(
        new Failed(granted.attempt(), granted.token(), FailureCode.SOURCE_NOT_MEDIA, detail, 1));
  }

  @Test
  @DisplayName("does not keep others from being worked at")
  void othersGoOn() {
    long bad = farm.job(0);
    farm.add(bad, 0, 1);
    long good = farm.job(0);
    farm.add(good, 0, 1);
    long poison = farm.orders(bad).getFirst();
    for (String worker : List.of("w1", "w2", "w3")) {
      farm.later(Duration.ofSeconds(2));
      WORKERS.forEach(each -> farm.heartbeat(each, 1));
      fail(farm.taken(poison, worker));
    }

    assertThat(farm.jobState(bad)).isEqualTo(JobState.FAILED);
    Granted other = farm.taken(farm.orders(good).getFirst(), "w1");
    assertThat(other.attemptNumber()).isEqualTo(1);
    assertThat(farm.jobState(good)).isEqualTo(JobState.INSPECTING);
  }

  @Test
  @DisplayName("is tried by the only worker that is left, rather than not at all")
  void theOnlyWorkerTriesAgain() {
    farm.clear();
    farm.heartbeat("w1", 1);
    long job = farm.job(0);
    farm.add(job, 0, 1);
    long order = farm.orders(job).getFirst();
    fail(farm.taken(order, "w1"));
    assertThat(farm.taken(order, "w1").attemptNumber()).isEqualTo(2);
  }
}
