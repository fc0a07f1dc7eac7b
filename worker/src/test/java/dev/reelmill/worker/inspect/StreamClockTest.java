package dev.reelmill.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.worker.inspect.StreamClock.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamClockTest {

  private static final long FAR = 10_000;

  private final StreamClock clock = new StreamClock(FAR);
  private final List<Long> times = new ArrayList<>();
  private final List<Integer> parts = new ArrayList<>();

  private void hear(long... packets) {
    for (int i = 0; i < packets.length; i++) {
      clock.hear(new Packet(packets[i], packets[i], 40, false, false), 2L * i, this::next);
    }
    clock.end(this::next);
  }

  private void next(Packet packet) {
    times.add(packet.time());
    parts.add(clock.part());
  }

  @Test
  void several_packets_that_agree_on_a_new_time_begin_a_part() {
    hear(1000, 1040, 1080, 0, 40, 80, 120);

    assertThat(parts).containsExactly(0, 0, 0, 1, 1, 1, 1);
    assertThat(clock.resets()).containsExactly(new StreamClock.Reset(3, 6));
    assertThat(times).containsExactly(1000L, 1040L, 1080L, 0L, 40L, 80L, 120L);
  }

  @Test
  void one_or_two_are_damage_wherever_they_are() {
    hear(1000, 900_000, 1040, 0, 40, 1080, 1120, 0);

    assertThat(parts).containsOnly(0);
    assertThat(times).containsExactly(1000L, 900_000L, 1040L, 0L, 40L, 1080L, 1120L, 0L);
  }

  @Test
  void rare_packets_and_jitter_are_no_new_time() {
    hear(LongStream.range(0, 20).map(i -> i * 60_000 - i % 2 * 90).toArray());

    assertThat(parts).hasSize(20).containsOnly(0);
  }

  @Test
  void clock_that_is_set_anew_all_the_time_is_broken() {
    hear(LongStream.range(0, 900).map(i -> i / 3 % 2 * 1_000_000 + i).toArray());

    assertThat(times).hasSize(900);
    assertThat(clock.isBroken()).isTrue();
    assertThat(clock.resets()).hasSize(100);
  }

  /** As in Matroska with many pictures in between: the first do not say when they are decoded. */
  @Test
  void decoding_times_that_come_late_are_no_new_time() {
    long none = StreamClock.NONE;
    for (long[] packet : new long[][] {{0, none}, {360, none}, {40, 0}, {80, 40}, {120, 80}}) {
      clock.hear(new Packet(packet[0], packet[1], 40, false, false), 0, this::next);
    }

    assertThat(parts).containsOnly(0);
  }

  @Test
  void times_beyond_counting_follow_nothing() {
    hear(0, Long.MAX_VALUE, -2, Long.MAX_VALUE, -1, 0, 1);

    assertThat(times).hasSize(7);
    assertThat(clock.resets()).isEmpty();
  }
}
