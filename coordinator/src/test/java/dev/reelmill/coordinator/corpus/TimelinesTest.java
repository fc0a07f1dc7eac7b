package dev.reelmill.coordinator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.measure.MeasuredMedium.Picture;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.Rational;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelinesTest {

  private static final Rational TICK = Rational.of(1, 100);

  @Test
  void fragments_pictures_are_put_where_its_time_says() {
    // The demuxer shows the first two late by one picture, the others by two.
    Picture decoded = picture(4, 8, 16, 20, 24);
    List<Fragment> fragments = List.of(fragment(0, 2), fragment(8, 3));

    PictureTimeline published = PictureTimeline.published(decoded, fragments);

    assertThat(published.pts()).containsExactly(0L, 4L, 8L, 12L, 16L);
    assertThat(published.end()).isEqualTo(Rational.of(20, 100));
  }

  @Test
  void lost_picture_leaves_the_times_as_they_were_decoded() {
    Picture decoded = picture(4, 8, 16);

    assertThat(PictureTimeline.published(decoded, List.of(fragment(0, 4))).pts())
        .containsExactly(4L, 8L, 16L);
  }

  @Test
  void what_comes_too_late_is_counted_and_left_out() {
    PictureTimeline timeline = new PictureTimeline(TICK, List.of(0L, 4L, 4L, 2L, 8L), 4);

    assertThat(timeline.backwards()).isEqualTo(2);
    assertThat(timeline.ascending().pts()).containsExactly(0L, 4L, 8L);
  }

  @Test
  void greatest_difference_of_times_is_measured_on_the_published_clock() {
    PictureTimeline source = new PictureTimeline(TICK, List.of(100L, 104L, 109L), 4);
    PictureTimeline published =
        new PictureTimeline(Rational.of(1, 1000), List.of(0L, 40L, 92L), 40);

    assertThat(source.greatestDifference(published, Rational.of(1)))
        .isEqualTo(Rational.of(2, 1000));
  }

  @Test
  void capped_rate_leaves_a_part_of_the_pictures_at_their_times() {
    PictureTimeline source = new PictureTimeline(TICK, List.of(0L, 2L, 4L, 6L), 2);

    assertThat(source.contains(new PictureTimeline(TICK, List.of(0L, 4L), 4), Rational.ZERO))
        .isTrue();
    assertThat(source.contains(new PictureTimeline(TICK, List.of(0L, 9L), 4), Rational.ZERO))
        .isFalse();
  }

  @Test
  void jump_of_sound_is_what_rounding_cannot_explain() {
    Rational millis = Rational.of(1, 1000);
    List<Integer> samples = List.of(1024, 1024, 1024);

    // 1024 samples are 21.33 ms
    assertThat(new SoundTimeline(millis, 48_000, List.of(0L, 21L, 43L), samples).jumps()).isZero();
    assertThat(new SoundTimeline(millis, 48_000, List.of(0L, 21L, 48L), samples).jumps())
        .isEqualTo(1);
    assertThat(new SoundTimeline(millis, 48_000, List.of(0L, 17L, 38L), samples).jumps())
        .isEqualTo(1);
  }

  @Test
  void sound_is_placed_where_its_blocks_are() {
    SoundTimeline gap = new SoundTimeline(TICK, 100, List.of(100L, 106L), List.of(2, 2));

    Waveform placed = Waveform.place(new float[] {1, 2, 3, 4}, 100, gap, Rational.of(1));

    assertThat(List.of(placed.at(0), placed.at(1), placed.at(2), placed.at(6), placed.at(7)))
        .containsExactly(1f, 2f, 0f, 3f, 4f);
  }

  private static Picture picture(long... pts) {
    return new Picture("h264", TICK, 16, 16, Arrays.stream(pts).boxed().toList(), 4);
  }

  private static Fragment fragment(long start, int samples) {
    return new Fragment(0, 0, start, 4L * samples, samples, true, 0);
  }
}
