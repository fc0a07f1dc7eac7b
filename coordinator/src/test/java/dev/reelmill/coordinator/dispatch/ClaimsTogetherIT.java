package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.coordinator.backlog.OrderState.DISPATCHED;
import static dev.reelmill.coordinator.backlog.OrderState.RUNNING;
import static dev.reelmill.coordinator.backlog.OrderState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.work.ClaimReplies;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Wire;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.database.Outcome;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Claims that come at the same time")
class ClaimsTogetherIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static List<Long> orders(int priority, int count) {
    long job = farm.job(priority);
    farm.add(job, priority, count);
    return farm.orders(job);
  }

  private static ClaimRequest by(String worker, long order) {
    return new ClaimRequest(order, farm.dispatchOf(order), worker, false, worker + ":" + order);
  }

  @Test
  @DisplayName("have each an answer of their own, and an order has one holder")
  void haveEachAnAnswer() {
    List<Long> orders = orders(0, 6);
    farm.heartbeat("w1", 3);
    farm.fill();
    ClaimRequest late = new ClaimRequest(orders.get(2), 0, "w1", false, "late");

    List<ClaimReply> replies =
        farm.claimAll(
            List.of(
                by("w1", orders.get(0)),
                by("w1", orders.get(1)),
                by("w2", orders.get(0)),
                new ClaimRequest(Long.MAX_VALUE, 1, "w1", false, "none"),
                late,
                by("of whom nobody has heard", orders.get(3))));

    assertThat(IntStream.range(0, 6).filter(i -> replies.get(i) instanceof Granted))
        .containsExactly(0, 1, 5);
    Granted first = (Granted) replies.get(0);
    Granted second = (Granted) replies.get(1);
    assertThat(first.token()).isNotEqualTo(second.token());
    assertThat(farm.attemptState(first.attempt())).isEqualTo(AttemptState.RUNNING);
    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.RUNNING);
    assertThat(orders.stream().map(farm::state))
        .containsExactly(RUNNING, RUNNING, DISPATCHED, RUNNING, DISPATCHED, DISPATCHED);
  }

  @Test
  @DisplayName("and are delivered again get the same answers, among others")
  void getTheSameAnswers() {
    List<Long> orders = orders(0, 3);
    farm.heartbeat("w1", 2);
    farm.fill();
    List<ClaimRequest> two = List.of(by("w1", orders.get(0)), by("w1", orders.get(1)));
    List<ClaimReply> once = farm.claimAll(two);

    List<ClaimReply> again =
        farm.claimAll(List.of(by("w1", orders.get(2)), two.get(0), two.get(1)));

    assertThat(again.subList(1, 3)).isEqualTo(once);
    assertThat(again.getFirst()).isInstanceOf(Granted.class);
  }

  @Test
  @DisplayName("all stand back behind what came later and goes first")
  void standBack() {
    List<Long> low = orders(0, 2);
    farm.heartbeat("w1", 2);
    farm.fill();
    orders(5, 1);

    assertThat(farm.claimAll(List.of(by("w1", low.get(0)), by("w1", low.get(1)))))
        .allSatisfy(reply -> assertThat(reply).isInstanceOf(Refused.class));
    assertThat(low).allSatisfy(order -> assertThat(farm.state(order)).isEqualTo(WAITING));
  }

  @Test
  @DisplayName("stand back behind what was sent later, unless it is asked for with them")
  void notBehindWhatIsAskedForToo() {
    List<Long> low = orders(0, 2);
    farm.heartbeat("w1", 2);
    farm.fill();
    long high = orders(5, 1).getFirst();
    farm.fill();

    assertThat(farm.claimAll(List.of(by("w1", low.get(1)))).getFirst()).isInstanceOf(Refused.class);
    assertThat(farm.claimAll(List.of(by("w1", low.get(0)), by("w1", high))))
        .allSatisfy(reply -> assertThat(reply).isInstanceOf(Granted.class));
  }

  @Test
  @DisplayName("by one message are answered by one, each for itself")
  void byOneMessage() {
    List<Long> orders = orders(0, 3);
    farm.heartbeat("w1", 3);
    farm.fill();
    ClaimRequest unknown = new ClaimRequest(Long.MAX_VALUE, 1, "w1", false, "none");
    ClaimRequest alone = by("w1", orders.get(2));
    ClaimRequest several =
        ClaimRequest.together(List.of(by("w1", orders.get(0)), unknown, by("w1", orders.get(1))));

    List<Outcome<String>> answers = farm.claimDesk().take(List.of(several, alone));

    Map<String, ClaimReply> replies =
        Objects.requireNonNull(Wire.read(answers.getFirst().get(), ClaimReplies.class).replies());
    assertThat(replies.get("w1:" + orders.get(0))).isInstanceOf(Granted.class);
    assertThat(replies.get("w1:" + orders.get(1))).isInstanceOf(Granted.class);
    assertThat(replies.get("none")).isInstanceOf(Refused.class);
    assertThat(Wire.read(answers.getLast().get(), ClaimReply.class)).isInstanceOf(Granted.class);
    assertThat(orders.stream().map(farm::state)).containsOnly(RUNNING);
  }
}
