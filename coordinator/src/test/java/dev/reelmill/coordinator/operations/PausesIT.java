package dev.reelmill.coordinator.operations;

import static dev.reelmill.coordinator.backlog.OrderState.DISPATCHED;
import static dev.reelmill.coordinator.backlog.OrderState.RUNNING;
import static dev.reelmill.coordinator.backlog.OrderState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What is paused")
class PausesIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final JobOperations jobs = new JobOperations(farm.database(), () -> {});
  private static final PauseOperations pauses = new PauseOperations(farm.database(), () -> {});

  private static long job(String uploader, int orders) {
    long job = farm.job(uploader, 0);
    farm.add(job, 0, orders);
    return job;
  }

  @Test
  @DisplayName("a job begins nothing more, what ran goes on, and it goes on where it was")
  void aPausedJob() {
    long job = job("ada", 4);
    List<Long> orders = farm.orders(job);
    farm.heartbeat("w1", 1);
    Granted running = farm.taken(orders.getFirst(), "w1");
    assertThat(farm.state(orders.get(1))).isEqualTo(DISPATCHED);

    assertThat(jobs.pause(job).changed()).isTrue();

    assertThat(farm.state(orders.get(1))).as("its hint is taken back").isEqualTo(WAITING);
    assertThat(farm.claim(orders.get(1), "w1", false)).isInstanceOf(Refused.class);
    assertThat(farm.fill()).isZero();
    assertThat(farm.state(orders.getFirst())).isEqualTo(RUNNING);
    assertThat(farm.attemptState(running.attempt())).isEqualTo(AttemptState.RUNNING);
    assertThat(jobs.pause(job).changed()).as("it is so already").isFalse();

    assertThat(jobs.resume(job).changed()).isTrue();
    farm.finish(orders.getFirst());
    assertThat(farm.fill()).isEqualTo(2);
    assertThat(jobs.resume(job).changed()).isFalse();
  }

  @Test
  @DisplayName("a try of a paused job that is lost is not made again before it goes on")
  void aLostTryOfAPausedJob() {
    long job = job("ada", 1);
    long order = farm.orders(job).getFirst();
    farm.heartbeat("w1", 1);
    farm.taken(order, "w1");
    jobs.pause(job);
    assertThat(farm.claim(order, "w2", true))
        .as("the broker gives it to another, who is not to begin")
        .isInstanceOf(Refused.class);
    assertThat(farm.state(order)).isEqualTo(WAITING);
    farm.heartbeat("w1", 1);
    assertThat(farm.fill()).isZero();

    jobs.resume(job);
    assertThat(farm.fill()).isEqualTo(1);
  }

  @Test
  @DisplayName("an uploader's jobs, and those that come later, wait while others' go on")
  void aPausedUploader() {
    long before = job("ada", 2);
    long others = job("bob", 2);
    pauses.uploader("ada", true);
    long later = job("ada", 2);
    farm.heartbeat("w1", 8);

    assertThat(farm.fill()).isEqualTo(2);
    assertThat(farm.dispatched()).containsExactlyElementsOf(farm.orders(others));
    assertThat(pauses.list().uploaders()).containsExactly("ada");

    jobs.pause(before);
    pauses.uploader("ada", false);
    assertThat(farm.fill()).as("the job that is paused itself still is").isEqualTo(2);
    assertThat(farm.dispatched()).containsAll(farm.orders(later));
    jobs.resume(before);
    assertThat(farm.fill()).isEqualTo(2);
  }

  @Test
  @DisplayName("a job that is resumed under a paused uploader says so and still waits")
  void resumedUnderAPausedUploader() {
    long job = job("ada", 1);
    jobs.pause(job);
    pauses.uploader("ada", true);
    farm.heartbeat("w1", 1);

    assertThat(jobs.resume(job).sentence()).contains("goes on").contains("ada, is paused");
    assertThat(farm.fill()).isZero();
    pauses.uploader("ada", false);
    assertThat(farm.fill()).isEqualTo(1);
  }

  @Test
  @DisplayName("a farm begins nothing at all, and its hints that are out are refused")
  void aPausedFarm() {
    long job = job("ada", 3);
    List<Long> orders = farm.orders(job);
    farm.heartbeat("w1", 1);
    farm.fill();

    assertThat(pauses.farm(true).changed()).isTrue();
    assertThat(pauses.farm(true).changed()).isFalse();

    assertThat(farm.claim(orders.getFirst(), "w1", false)).isInstanceOf(Refused.class);
    assertThat(farm.state(orders.getFirst())).isEqualTo(WAITING);
    farm.later(Duration.ofSeconds(2));
    farm.heartbeat("w1", 4);
    assertThat(farm.fill()).isZero();

    assertThat(pauses.farm(false).sentence()).isEqualTo("The farm goes on.");
    assertThat(farm.fill()).isEqualTo(2);
  }

  @Test
  @DisplayName("a cancelled job that is requeued under a paused uploader waits until it may")
  void requeuedUnderAPausedUploader() {
    long job = job("ada", 2);
    jobs.cancel(job);
    pauses.uploader("ada", true);
    jobs.requeue(job);
    farm.heartbeat("w1", 2);

    assertThat(farm.fill()).isZero();
    pauses.uploader("ada", false);
    assertThat(farm.fill()).isEqualTo(2);
  }

  @Test
  @DisplayName("what remains of a published job is held when it is claimed")
  void theRestOfAPublishedJob() {
    long job = job("ada", 1);
    long order = farm.orders(job).getFirst();
    farm.sql().execute("update farm.job set state = ? where id = ?", "published", job);
    pauses.uploader("ada", true);
    farm.heartbeat("w1", 1);

    farm.fill();
    assertThat(farm.claim(order, "w1", false)).isInstanceOf(Refused.class);
    assertThat(farm.fill()).as("and not dispatched again").isZero();

    pauses.uploader("ada", false);
    assertThat(farm.fill()).isEqualTo(1);
  }

  @Test
  @DisplayName("what has ended can't be paused, and what is not there neither")
  void whatHasEndedCannotBePaused() {
    long job = job("ada", 1);
    jobs.cancel(job);

    assertThatThrownBy(() -> jobs.pause(job))
        .isInstanceOf(ReelmillException.class)
        .hasMessage("job " + job + " is cancelled; there is nothing to pause");
    assertThat(farm.sql().fetchValue("select paused from farm.job where id = ?", job))
        .as("nothing of it was kept")
        .isEqualTo(false);
    assertThatThrownBy(() -> jobs.pause(job + 1)).hasMessage("there is no job " + (job + 1));
    assertThat(farm.jobState(job)).isEqualTo(JobState.CANCELLED);
  }
}
