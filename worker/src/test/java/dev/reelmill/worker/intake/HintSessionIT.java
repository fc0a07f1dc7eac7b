package dev.reelmill.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.Needs;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of hints, at a real broker. */
@SuppressWarnings("NullAway.Init")
class HintSessionIT {

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final String ANY = Needs.selector(List.of());

  private FakeFarm farm;
  private HintSession first;
  private HintSession second;

  @BeforeEach
  void start() throws Exception {
    farm = new FakeFarm();
    first = new HintSession(BrokerLink.takingOne(farm.settings()));
    second = new HintSession(BrokerLink.takingOne(farm.settings()));
  }

  @AfterEach
  void stop() throws Exception {
    first.close();
    second.close();
    farm.stop();
  }

  private static ClientMessage next(HintSession session) throws Exception {
    return next(session, session.consumer(Queues.WORK_ENCODE, ANY));
  }

  private static ClientMessage next(HintSession session, ClientConsumer consumer) throws Exception {
    return Objects.requireNonNull(session.receive(consumer, WAIT), "no hint came");
  }

  @Test
  void hint_that_was_not_touched_comes_again_as_if_for_the_first_time() throws Exception {
    farm.hint(OrderQueue.ENCODE, 1);
    ClientConsumer consumer = first.consumer(Queues.WORK_ENCODE, ANY);
    ClientMessage hint = next(first, consumer);

    first.untouched(hint);
    consumer.close();

    assertThat(next(second).getDeliveryCount()).isEqualTo(1);
  }

  @Test
  void hint_in_hand_comes_again_as_one_that_was_given_out_when_its_session_is_closed()
      throws Exception {
    farm.hint(OrderQueue.ENCODE, 1);
    farm.hint(OrderQueue.ENCODE, 2);
    ClientMessage done = next(first);
    next(first);
    first.acknowledge(done);

    first.close();

    assertThat(next(second).getDeliveryCount()).isEqualTo(2);
    assertThat(farm.waiting(Queues.WORK_ENCODE)).isEqualTo(1);
  }

  @Test
  void hint_in_hand_comes_again_as_one_that_was_given_out_when_its_worker_is_cut_off()
      throws Exception {
    farm.hint(OrderQueue.ENCODE, 1);
    next(first);

    farm.cutConnections();

    second.close();
    second = new HintSession(BrokerLink.takingOne(farm.settings()));
    assertThat(next(second).getDeliveryCount()).isEqualTo(2);
  }

  @Test
  void each_is_acknowledged_by_itself_however_many_are_at_the_same_moment() throws Exception {
    List<ClientMessage> hints = new ArrayList<>();
    for (int order = 1; order <= 20; order++) {
      farm.hint(OrderQueue.ENCODE, order);
      hints.add(next(first));
    }

    List<CompletableFuture<Void>> done =
        hints.stream()
            .skip(5)
            .map(hint -> CompletableFuture.runAsync(() -> first.acknowledge(hint)))
            .toList();

    done.forEach(CompletableFuture::join);
    await().until(() -> farm.waiting(Queues.WORK_ENCODE) == 5);
    assertThat(farm.inDelivery(Queues.WORK_ENCODE)).isEqualTo(5);
  }

  @Test
  void hint_that_the_broker_has_taken_back_loses_none_that_is_acknowledged_with_it()
      throws Exception {
    farm.hint(OrderQueue.ENCODE, 1);
    ClientConsumer consumer = first.consumer(Queues.WORK_ENCODE, ANY);
    ClientMessage gone = next(first, consumer);
    farm.hint(OrderQueue.ENCODE, 2);
    ClientMessage other = next(first);
    consumer.close();

    List.of(gone, other).parallelStream().forEach(first::acknowledge);
    farm.hint(OrderQueue.ENCODE, 3);
    ClientMessage later = nextOf(first, 3);
    first.acknowledge(later);

    // The other one is there still, or is done; what came later was not harmed.
    await().until(() -> farm.inDelivery(Queues.WORK_ENCODE) == 0);
    assertThat(farm.waiting(Queues.WORK_ENCODE)).isBetween(1L, 2L);
  }

  /** That hint, past others that are given back. */
  private static ClientMessage nextOf(HintSession session, long order) throws Exception {
    List<ClientConsumer> others = new ArrayList<>();
    while (true) {
      ClientConsumer consumer = session.consumer(Queues.WORK_ENCODE, ANY);
      ClientMessage hint = next(session, consumer);
      String text = String.valueOf(TextMessageUtil.readBodyText(hint.getBodyBuffer()));
      if (Wire.read(text, Hint.class).order() == order) {
        for (ClientConsumer other : others) {
          other.close();
        }
        return hint;
      }
      session.untouched(hint);
      others.add(consumer);
    }
  }
}
