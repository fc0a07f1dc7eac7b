package dev.reelmill.worker.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.worker.intake.Gatherer.Wanted;
import dev.reelmill.worker.intake.Sending.Letter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What slots say at the same moment, over a real broker. */
@SuppressWarnings("NullAway.Init")
class TogetherIT {

  private FakeFarm farm;
  private Asking asking;
  private Sending sending;

  @BeforeEach
  void start() throws Exception {
    farm = new FakeFarm();
    farm.answer =
        request ->
            new Granted(
                request.order(),
                "token",
                1,
                "abc",
                new InspectSource(new SourceAccess("sources/abc", "http://localhost", 1)));
    asking = new Asking(BrokerLink.plain(farm.settings()));
    sending = new Sending(farm.settings());
  }

  @AfterEach
  void stop() throws Exception {
    asking.close();
    sending.close();
    farm.stop();
  }

  private static <Q, R> Wanted<Q, R> wanted(Q asked) {
    return new Wanted<>(asked, new CompletableFuture<>());
  }

  private List<Long> granted(int orders) {
    List<Wanted<ClaimRequest, dev.reelmill.common.work.ClaimReply>> wanted =
        LongStream.rangeClosed(1, orders)
            .mapToObj(n -> new ClaimRequest(n, 1, "one", false, "claim-" + n))
            .map(TogetherIT::<ClaimRequest, dev.reelmill.common.work.ClaimReply>wanted)
            .toList();
    asking.ask(wanted);
    return wanted.stream()
        .map(each -> each.outcome().orTimeout(1, SECONDS).join())
        .map(reply -> ((Granted) reply).attempt())
        .toList();
  }

  @Test
  void several_orders_are_asked_for_by_one_message() {
    assertThat(granted(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(farm.askings).hasValue(1);
  }

  @Test
  void coordinator_of_the_release_before_is_asked_for_each() {
    farm.ofTheReleaseBefore = true;

    assertThat(granted(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(farm.askings).hasValue(5);
  }

  @Test
  void order_that_is_missing_in_the_answer_is_asked_for_again() {
    farm.overlooks = request -> request.order() == 3;

    assertThat(granted(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(farm.askings).hasValue(2);
  }

  @Test
  void result_that_was_sent_before_keeps_no_other_from_being_sent() throws Exception {
    sendAll(1);
    assertThat(sendAll(2, 1, 3)).allSatisfy(outcome -> assertThat(outcome).isTrue());

    Set<Long> attempts = new HashSet<>();
    for (int result = 0; result < 3; result++) {
      WorkResult came = farm.results.poll(10, SECONDS);
      assertThat(came).isNotNull();
      attempts.add(came.attempt());
    }
    assertThat(attempts).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(farm.results).isEmpty();
  }

  @Test
  void results_are_sent_once_the_broker_is_back() throws Exception {
    sendAll(1);
    farm.stopBroker();
    Wanted<Letter, Boolean> late = wanted(Letter.of(result(2)));
    try {
      sending.send(List.of(late));
    } catch (BrokerCoordinator.Unreached e) {
      late.outcome().completeExceptionally(e);
    }
    assertThat(late.outcome()).isCompletedExceptionally();
    farm.startBroker();

    await().untilAsserted(() -> assertThat(sendAll(2)).containsExactly(true));
  }

  @Test
  void dead_letter_says_where_it_came_from() throws Exception {
    Wanted<Letter, Boolean> letter = wanted(Letter.dead("text", Queues.WORK_ENCODE, "why"));

    sending.send(List.of(letter));

    assertThat(letter.outcome().join()).isTrue();
    assertThat(farm.dead.poll(10, SECONDS)).isEqualTo("text");
    assertThat(letter.asked().properties())
        .isEqualTo(Map.of("reason", "why", "source", Queues.WORK_ENCODE));
  }

  private List<Boolean> sendAll(long... attempts) {
    List<Wanted<Letter, Boolean>> letters =
        LongStream.of(attempts)
            .mapToObj(TogetherIT::result)
            .map(Letter::of)
            .map(TogetherIT::<Letter, Boolean>wanted)
            .toList();
    sending.send(letters);
    return letters.stream().map(each -> each.outcome().join()).toList();
  }

  private static WorkResult result(long attempt) {
    return new WorkResult.Done(
        attempt, "token", new WorkResult.Output.TextExtracted(null, List.of()), 1, null);
  }
}
