package dev.reelmill.coordinator.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A farm in made-up time: every slot is busy with segments of one uploader who has sent in
 * thousands, and each becomes free at a time of its own.
 */
@DisplayName("A short video behind ten thousand segments of another uploader")
class ShortVideoIT {

  private static final int SLOTS = 4;
  private static final int SEGMENT_TIME = 1000;

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private final Random random = new Random(4);
  private final Deque<Long> hints = new ArrayDeque<>();
  private final PriorityQueue<Slot> busy =
      new PriorityQueue<>(Comparator.comparingLong(Slot::free));

  /** What is begun in each slot, in this order. */
  private final List<Long> begun = new ArrayList<>();

  private final Map<Long, Long> ended = new HashMap<>();
  private long now;

  /** A slot at work. */
  private record Slot(long order, long free) {}

  @Test
  @DisplayName("is done at most one segment's time later than if the other had stopped for it")
  void atMostOneSegmentTime() {
    long many = farm.job("many", 0);
    farm.add(many, 0, 10_000);
    farm.heartbeat("w1", SLOTS);
    refill();
    for (int slot = 0; slot < SLOTS; slot++) {
      begin(random.nextInt(1, SEGMENT_TIME));
    }
    for (int segments = 1; segments <= SLOTS; segments++) {
      passTime(random.nextInt(SLOTS, 3 * SLOTS));
      List<Long> video = video("short-" + segments, segments);
      long alone = doneAlone(segments);
      int before = begun.size();

      while (!ended.keySet().containsAll(video)) {
        passTime(1);
      }

      assertThat(now - alone).as("%d segments", segments).isLessThanOrEqualTo(SEGMENT_TIME);
      List<Long> since = begun.subList(before, begun.size());
      for (int k = 0; k < segments; k++) {
        assertThat(since.indexOf(video.get(k)))
            .as("one of the other's at most before each of its segments: %s of %s", video, since)
            .isLessThanOrEqualTo(2 * k + 1);
      }
      assertThat(since.getFirst()).as("the first slot is for it").isEqualTo(video.getFirst());
    }
  }

  private List<Long> video(String uploader, int segments) {
    long job = farm.job(uploader, 0);
    farm.add(job, 0, segments);
    refill();
    return farm.orders(job);
  }

  /** When so many segments would be done if slots did nothing else from now on. */
  private long doneAlone(int segments) {
    PriorityQueue<Long> free = new PriorityQueue<>(busy.stream().map(Slot::free).toList());
    long done = now;
    for (int i = 0; i < segments; i++) {
      done = free.remove() + SEGMENT_TIME;
      free.add(done);
    }
    return done;
  }

  /** So many slots become free, and go on with what they are given. */
  private void passTime(int slots) {
    for (int i = 0; i < slots; i++) {
      Slot slot = busy.remove();
      now = slot.free;
      farm.finish(slot.order);
      ended.put(slot.order, now);
      refill();
      begin(now + SEGMENT_TIME);
    }
  }

  private void begin(long free) {
    while (true) {
      long order = hints.removeFirst();
      if (farm.claim(order, "w1", false) instanceof Granted) {
        begun.add(order);
        busy.add(new Slot(order, free));
        refill();
        return;
      }
      refill();
    }
  }

  private void refill() {
    farm.heartbeat("w1", SLOTS);
    farm.fill();
    hints.addAll(farm.relayed());
  }
}
