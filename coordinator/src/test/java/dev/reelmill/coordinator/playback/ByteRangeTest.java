package dev.reelmill.coordinator.playback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @Property
  void part_is_always_inside_the_file(
      @ForAll @LongRange(min = 0, max = 2000) long first,
      @ForAll @LongRange(min = 0, max = 2000) long last,
      @ForAll @LongRange(min = 0, max = 1000) long size) {
    switch (ByteRange.of("bytes=" + first + "-" + last, size)) {
      case ByteRange.Whole whole -> assertThat(last).isLessThan(first);
      case ByteRange.Unsatisfiable none -> assertThat(first).isGreaterThanOrEqualTo(size);
      case ByteRange.Part(long offset, long length) -> {
        assertThat(offset).isEqualTo(first);
        assertThat(offset + length - 1).isEqualTo(Math.min(last, size - 1));
      }
    }
  }

  @Example
  void open_and_suffix_ranges_reach_the_end() {
    assertThat(ByteRange.of("bytes=10-", 100)).isEqualTo(new ByteRange.Part(10, 90));
    assertThat(ByteRange.of("bytes=-10", 100)).isEqualTo(new ByteRange.Part(90, 10));
    assertThat(ByteRange.of("bytes=-1000", 100)).isEqualTo(new ByteRange.Part(0, 100));
    assertThat(ByteRange.of("bytes=99-99999999999999999999999", 100))
        .isEqualTo(new ByteRange.Part(99, 1));
  }

  @Example
  void what_is_behind_the_end_can_not_be_satisfied() {
    assertThat(ByteRange.of("bytes=100-", 100)).isEqualTo(new ByteRange.Unsatisfiable());
    assertThat(ByteRange.of("bytes=-0", 100)).isEqualTo(new ByteRange.Unsatisfiable());
    assertThat(ByteRange.of("bytes=0-", 0)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-6",
        "bytes=-",
        "bytes=b-c",
        "items=0-1",
        "bytes 0-1",
        "",
        "bytes=5-2"
      })
  void others_are_answered_with_the_whole(String header) {
    assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Whole());
  }
}
