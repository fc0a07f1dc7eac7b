package dev.reelmill.worker.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.Output.TextExtracted;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.scratch.FreeSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many workers at one queue, most of whose consumers are at something long. A broker that sends
 * ahead, or waits for a consumer that is busy, would leave hints lying while others are free.
 */
@Tag("long")
class ManyConsumersIT {

  private static final int WORKERS = 20;
  private static final int SLOTS = 9;

  /** Each worker asks for one more than its slots. */
  private static final int CONSUMERS = WORKERS * (SLOTS + 1);

  private static final int BUSY = CONSUMERS - 10;
  private static final int QUICK = 2000;

  @TempDir Path folder;

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger busy = new AtomicInteger();

  @Test
  void no_hint_waits_behind_a_consumer_that_is_busy() throws Exception {
    FakeFarm farm = new FakeFarm();
    farm.answer =
        request -> new Granted(request.order(), "token", 1, "abc", new InspectSource(source(farm)));
    List<Intake> workers = new ArrayList<>();
    try {
      for (int number = 1; number <= WORKERS; number++) {
        Intake worker = worker(farm, "w" + number);
        workers.add(worker);
        worker.start();
      }
      LongStream.rangeClosed(1, BUSY).forEach(order -> farm.hint(OrderQueue.ENCODE, order));
      await("each taken by a consumer of its own")
          .atMost(60, SECONDS)
          .untilAsserted(() -> assertThat(busy).hasValue(BUSY));

      LongStream.rangeClosed(BUSY + 1, BUSY + QUICK)
          .forEach(order -> farm.hint(OrderQueue.ENCODE, order));
      Set<Long> done = new HashSet<>();
      while (done.size() < QUICK) {
        WorkResult result = farm.results.poll(20, SECONDS);
        assertThat(result)
            .as("%d done, %d on the broker", done.size(), farm.waiting(Queues.WORK_ENCODE))
            .isNotNull();
        assertThat(done.add(result.attempt())).as("done once").isTrue();
      }

      release.countDown();
      await().atMost(60, SECONDS).until(() -> farm.waiting(Queues.WORK_ENCODE) == 0);
      assertThat(farm.claims).as("hints that came twice").hasSize(BUSY + QUICK);
    } finally {
      release.countDown();
      workers.parallelStream().forEach(Intake::close);
      farm.stop();
    }
  }

  @Test
  void slots_ask_together_while_an_answer_is_awaited_and_what_was_not_asked_goes_back_at_the_end()
      throws Exception {
    int hints = SLOTS;
    FakeFarm farm = new FakeFarm();
    farm.answer =
        request -> {
          awaitRelease();
          return new Refused("the test is over");
        };
    try (Intake worker = worker(farm, "one")) {
      worker.start();
      farm.hint(OrderQueue.ENCODE, 1);
      await().atMost(20, SECONDS).until(() -> farm.claims.size() == 1);
      LongStream.rangeClosed(2, hints).forEach(order -> farm.hint(OrderQueue.ENCODE, order));
      await().atMost(20, SECONDS).until(() -> farm.inDelivery(Queues.WORK_ENCODE) == hints);

      worker.drain(Duration.ZERO);
      await("those that had not asked are on the broker again, the other when it has an answer")
          .atMost(20, SECONDS)
          .until(() -> farm.inDelivery(Queues.WORK_ENCODE) == 1);
      assertThat(farm.waiting(Queues.WORK_ENCODE)).isEqualTo(hints);
      release.countDown();
    } finally {
      release.countDown();
      farm.stop();
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SourceAccess source(FakeFarm farm) {
    return new SourceAccess("sources/abc", farm.address("sources/abc"), 1);
  }

  private Intake worker(FakeFarm farm, String name) {
    return new Intake(
        farm.settings(),
        new Intake.Identity(name, "here", "test", SLOTS, Capabilities.NONE, Duration.ofSeconds(5)),
        this::work,
        new FreeSpace(folder, 0, () -> {}));
  }

  private Output work(Granted granted, RunControl control) throws InterruptedException {
    if (granted.attempt() <= BUSY) {
      busy.incrementAndGet();
      release.await();
    }
    return new TextExtracted(null, List.of());
  }
}
