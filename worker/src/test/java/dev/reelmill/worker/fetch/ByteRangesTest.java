package dev.reelmill.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRangesTest {

  private static final int SIZE = 200;

  @Test
  void neighbours_become_one_and_small_gaps_are_closed() {
    ByteRanges ranges = new ByteRanges();
    ranges.add(new ByteRange(10, 20));
    ranges.add(new ByteRange(20, 30));
    ranges.add(new ByteRange(40, 50));
    assertThat(ranges.list()).containsExactly(new ByteRange(10, 30), new ByteRange(40, 50));

    ranges.addJoining(new ByteRange(55, 60), 5);
    assertThat(ranges.list()).containsExactly(new ByteRange(10, 30), new ByteRange(40, 60));
    ranges.addJoining(new ByteRange(33, 34), 6);
    assertThat(ranges.list()).containsExactly(new ByteRange(10, 60));
  }

  /** Held against a set of single bytes. */
  @Test
  void whatever_is_added_the_rest_is_missing() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      ByteRanges ranges = new ByteRanges();
      BitSet bytes = new BitSet();
      for (int i = random.nextInt(12); i > 0; i--) {
        ByteRange range = range(random);
        ranges.add(range);
        bytes.set((int) range.from(), (int) range.to());
      }
      ByteRange wanted = range(random);

      BitSet missing = new BitSet();
      ranges
          .missing(ByteRanges.of(wanted))
          .forEach(range -> missing.set((int) range.from(), (int) range.to()));

      BitSet expected = new BitSet();
      expected.set((int) wanted.from(), (int) wanted.to());
      expected.andNot(bytes);
      assertThat(missing).isEqualTo(expected);
      assertThat(ranges.size()).isEqualTo(bytes.cardinality());
    }
  }

  private static ByteRange range(Random random) {
    int from = random.nextInt(SIZE);
    return new ByteRange(from, from + random.nextInt(SIZE - from + 1));
  }
}
