package dev.reelmill.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelmill.worker.intake.Gatherer.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GathererTest {

  private final Executor slots = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<List<Integer>> done = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  private void work(List<Wanted<Integer, String>> wanted) {
    done.add(wanted.stream().map(Wanted::asked).toList());
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Wanted<Integer, String> each : wanted) {
      switch (each.asked()) {
        case 13 -> each.outcome().completeExceptionally(new IllegalArgumentException("thirteen"));
        case 14 -> throw new IllegalStateException("fourteen");
        default -> each.outcome().complete("done " + each.asked());
      }
    }
  }

  private CompletableFuture<String> ask(Gatherer<Integer, String> gatherer, int what) {
    return CompletableFuture.supplyAsync(() -> gatherer.call(what, () -> false), slots);
  }

  @Test
  void what_comes_while_one_is_on_its_way_goes_together() {
    try (Gatherer<Integer, String> gatherer = new Gatherer<>("test", this::work)) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      answers.add(ask(gatherer, 1));
      await().until(() -> done.size() == 1);
      IntStream.rangeClosed(2, 6).forEach(n -> answers.add(ask(gatherer, n)));
      await().until(() -> gatherer.waiting() == 5);
      release.countDown();

      assertThat(answers.stream().map(CompletableFuture::join))
          .containsExactly("done 1", "done 2", "done 3", "done 4", "done 5", "done 6");
      assertThat(done).hasSize(2);
    }
  }

  @Test
  void failure_of_one_is_its_own_and_failure_of_all_ends_nothing() {
    try (Gatherer<Integer, String> gatherer = new Gatherer<>("test", this::work)) {
      CompletableFuture<String> first = ask(gatherer, 1);
      await().until(() -> done.size() == 1);
      CompletableFuture<String> bad = ask(gatherer, 13);
      CompletableFuture<String> good = ask(gatherer, 2);
      await().until(() -> gatherer.waiting() == 2);
      release.countDown();

      assertThat(first.join()).isEqualTo("done 1");
      assertThat(good.join()).isEqualTo("done 2");
      assertThatThrownBy(bad::join).hasRootCauseMessage("thirteen");
      assertThatThrownBy(() -> gatherer.call(14, () -> false)).hasMessage("fourteen");
      assertThat(gatherer.call(3, () -> false)).isEqualTo("done 3");
    }
  }

  @Test
  void who_gives_up_before_it_is_begun_is_left_out() {
    try (Gatherer<Integer, String> gatherer = new Gatherer<>("test", this::work)) {
      CompletableFuture<String> first = ask(gatherer, 1);
      await().until(() -> done.size() == 1);
      AtomicBoolean ending = new AtomicBoolean(true);

      assertThatThrownBy(() -> gatherer.call(2, ending::get))
          .isInstanceOfSatisfying(
              WorkerStoppingException.class, e -> assertThat(e.hasBegun()).isFalse());
      release.countDown();

      assertThat(first.join()).isEqualTo("done 1");
      assertThat(gatherer.call(3, () -> false)).isEqualTo("done 3");
      assertThat(done).containsExactly(List.of(1), List.of(3));
    }
  }
}
