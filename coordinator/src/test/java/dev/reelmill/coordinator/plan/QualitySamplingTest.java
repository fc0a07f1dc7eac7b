package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.QualityPolicy.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QualitySamplingTest {

  private static final QualityPolicy SOME = new QualityPolicy(Sample.SOME, 3, 240, null, null);

  @Property
  void sample_is_never_denser_than_asked(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 800) Integer> packets) {
    List<Optional<QualityOrder>> orders =
        QualitySampling.of(SOME, video(), segments(packets, 0), 1);
    assertThat(orders).hasSameSizeAs(packets);
    assertThat(orders.getFirst()).isPresent();
    int since = 0;
    for (int i = 1; i < packets.size(); i++) {
      since += packets.get(i - 1);
      if (orders.get(i).isPresent()) {
        assertThat(since).isGreaterThanOrEqualTo(240);
        since = 0;
      } else {
        assertThat(since).isLessThan(240);
      }
    }
  }

  @Property
  void sample_lies_within_its_segment(@ForAll @IntRange(min = 3, max = 30) int packets) {
    QualityOrder order =
        QualitySampling.of(SOME, video(), segments(List.of(packets), 0), 1)
            .getFirst()
            .orElseThrow();
    assertThat(order.frames()).isEqualTo(3);
    assertThat(order.firstFrame() + 3).isLessThanOrEqualTo(packets);
  }

  @Property(tries = 1)
  void segments_that_begin_between_keyframes_are_left_out() {
    assertThat(QualitySampling.of(SOME, video(), segments(List.of(500, 500, 500), 7), 1))
        .map(Optional::isPresent)
        .containsExactly(true, false, false);
  }

  @Property(tries = 1)
  void whole_takes_every_frame_of_every_segment() {
    QualityPolicy whole =
        new QualityPolicy(Sample.WHOLE, null, null, Rational.of(30), Rational.of(9, 10));
    assertThat(QualitySampling.of(whole, video(), segments(List.of(50, 60), 7), 1))
        .allSatisfy(
            order ->
                assertThat(order)
                    .contains(new QualityOrder(0, null, 24, new QualityOrder.Floor(30, 0.9))));
  }

  @Property(tries = 1)
  void nothing_is_measured_where_nothing_is_asked() {
    assertThat(QualitySampling.of(null, video(), segments(List.of(50), 0), 1))
        .containsExactly(Optional.empty());
    assertThat(
            QualitySampling.of(
                new QualityPolicy(Sample.NONE, null, null, null, null),
                video(),
                segments(List.of(50), 0),
                1))
        .containsExactly(Optional.empty());
  }

  @Property(tries = 1)
  void pictures_that_are_dropped_are_not_counted() {
    assertThat(QualitySampling.of(SOME, video(), segments(List.of(300, 300, 300), 0), 2))
        .map(Optional::isPresent)
        .containsExactly(true, false, true);
  }

  /** One after another; all but the first begin so many ticks after their keyframe. */
  private static List<SegmentInterval> segments(List<Integer> packets, long afterKeyframe) {
    List<SegmentInterval> segments = new ArrayList<>();
    long start = 0;
    for (int count : packets) {
      long keyframe = start == 0 ? 0 : start - afterKeyframe;
      segments.add(
          new SegmentInterval(Rational.of(1, 24), keyframe, start, start + count, 0, count));
      start += count;
    }
    return segments;
  }

  private static VideoFacts video() {
    return new VideoFacts(
        0,
        "h264",
        Rational.of(1, 24),
        Picture.plain(1280, 720),
        Rational.of(24_000, 1001),
        true,
        100,
        0,
        100,
        List.of(new CutPoint(0, 0, 0)));
  }
}
