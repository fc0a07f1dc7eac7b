package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.coordinator.backlog.OrderState.DISPATCHED;
import static dev.reelmill.coordinator.backlog.OrderState.WAITING;
import static dev.reelmill.sql.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.operations.Why;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Orders that not every worker can do")
class CapabilitiesIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Capabilities CARD = has("nvenc");

  private static Capabilities has(String... words) {
    return new Capabilities(List.of(), 1L << 30, List.of(words));
  }

  private static long order(int priority, String... needs) {
    return orders(1, priority, needs).getFirst();
  }

  private static List<Long> orders(int count, int priority, String... needs) {
    long job = farm.job(priority);
    NewOrder order = new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect());
    farm.add(job, priority, order.needing(List.of(needs)), count);
    return farm.orders(job);
  }

  @Test
  @DisplayName("wait for one that can, and keep nothing else waiting")
  void waitForOneThatCan() {
    List<Long> special = orders(20, 5, "nvenc");
    long plain = order(0);
    farm.heartbeat("w1", 1);

    assertThat(farm.fill()).isEqualTo(1);
    assertThat(farm.dispatched()).containsExactly(plain);
    assertThat(farm.claim(plain, "w1", false)).as("nobody goes first").isInstanceOf(Granted.class);

    farm.heartbeat("gpu", 1, CARD);
    assertThat(farm.fill()).as("only what the one slot with a card will take").isEqualTo(2);
    assertThat(farm.dispatched()).containsExactlyElementsOf(special.subList(0, 2));
  }

  @Test
  @DisplayName("are told apart by the broker")
  void areToldApart() {
    order(0);
    order(0, "nvenc", "bigmem");
    farm.heartbeat("gpu", 2, has("bigmem", "nvenc", "ssd"));

    assertThat(farm.fill()).isEqualTo(2);
    assertThat(
            farm.sql()
                .select(OUTBOX.NEEDS)
                .from(OUTBOX)
                .where(OUTBOX.ADDRESS.eq(Queues.WORK_ENCODE))
                .orderBy(OUTBOX.ID)
                .fetch(OUTBOX.NEEDS))
        .containsExactly(null, "bigmem,nvenc");
  }

  @Test
  @DisplayName("are refused to a worker of a release before, which hears of all of them")
  void areRefused() {
    long order = order(0, "nvenc");
    farm.heartbeat("old", 1);
    farm.heartbeat("gpu", 1, CARD);
    farm.fill();

    Refused refused = (Refused) farm.claim(order, "old", false);
    assertThat(refused.reason()).isEqualTo("worker old does not have nvenc");
    assertThat(refused.standDown()).as("of other orders").isNull();
    assertThat(farm.state(order)).isEqualTo(WAITING);

    farm.later(Duration.ofSeconds(2));
    farm.heartbeat("gpu", 1, CARD);
    farm.fill();
    assertThat(farm.state(order)).isEqualTo(DISPATCHED);
    assertThat(farm.claim(order, "gpu", false)).isInstanceOf(Granted.class);
  }

  @Test
  @DisplayName("are named with what is missing, to whoever asks why")
  void areNamed() {
    long job = farm.job(0);
    NewOrder order = new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect());
    farm.add(job, 0, order.needing(List.of("nvenc", "bigmem")), 2);
    farm.heartbeat("w1", 2, has("bigmem"));

    assertThat(new Why(farm.database()).of(job).reasons())
        .contains(
            "2 orders of it wait for an encoding slot of a worker with bigmem and nvenc; none goes"
                + " before the first of them.")
        .contains(
            "None of them has bigmem and nvenc, which its orders need; they go on as soon as a"
                + " worker has.");

    farm.heartbeat("gpu", 1, has("bigmem", "nvenc"));
    assertThat(new Why(farm.database()).of(job).reasons())
        .contains("Of these, gpu has bigmem and nvenc.");
  }
}
