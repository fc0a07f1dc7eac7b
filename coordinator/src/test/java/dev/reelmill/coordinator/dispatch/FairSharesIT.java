package dev.reelmill.coordinator.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A farm whose workers take one step to encode a segment: what runs, and what comes next. */
@DisplayName("Fair shares")
class FairSharesIT {

  private static final int SLOTS = 4;

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private final Deque<Long> hints = new ArrayDeque<>();
  private final List<Long> running = new ArrayList<>();

  /** All that runs is done; every slot takes the next order that it is given. */
  private List<Long> step() {
    running.forEach(farm::finish);
    List<Long> done = List.copyOf(running);
    running.clear();
    farm.heartbeat("w1", SLOTS);
    refill();
    while (running.size() < SLOTS && !hints.isEmpty()) {
      long order = hints.removeFirst();
      if (farm.claim(order, "w1", false) instanceof Granted) {
        running.add(order);
      }
      refill();
    }
    return done;
  }

  private void refill() {
    farm.fill();
    hints.addAll(farm.relayed());
  }

  @Test
  @DisplayName("a short video waits one segment's time behind ten thousand segments of another's")
  void aShortVideoDoesNotWaitBehindThousands() {
    long many = farm.job("many", 0);
    farm.add(many, 0, 10_000);
    step();
    step();
    long one = farm.job("one", 0);
    farm.add(one, 0, 3);
    List<Long> wanted = farm.orders(one);

    step();
    assertThat(running).as("begun as soon as a slot was free").contains(wanted.getFirst());
    List<Long> done = new ArrayList<>(step());
    done.addAll(step());
    done.addAll(step());

    assertThat(done).as("done after its share, half of the slots").containsAll(wanted);
    assertThat(done).as("the other one goes on as well").hasSizeGreaterThan(2 * wanted.size());
  }

  @Test
  @DisplayName("two who send in much share by halves, whoever came first")
  void twoShareByHalves() {
    long first = farm.job("first", 0);
    farm.add(first, 0, 100);
    step();
    long second = farm.job("second", 0);
    farm.add(second, 0, 100);
    step();
    step();

    List<Long> done = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      done.addAll(step());
    }

    List<Long> ofSecond = farm.orders(second);
    assertThat(done.stream().filter(ofSecond::contains).count()).isBetween(18L, 22L);
  }

  @Test
  @DisplayName("who used the idle farm alone owes nobody for it")
  void whoUsedTheIdleFarmOwesNobody() {
    long early = farm.job("early", 0);
    farm.add(early, 0, 40);
    for (int i = 0; i < 12; i++) {
      step();
    }
    long again = farm.job("early", 0);
    farm.add(again, 0, 8);
    long late = farm.job("late", 0);
    farm.add(late, 0, 8);

    step();
    assertThat(running.stream().filter(farm.orders(again)::contains).count()).isBetween(1L, 3L);
  }
}
