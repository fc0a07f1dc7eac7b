package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PlannerTest {

  private static final Profile WEB = Profiles.named("web");

  @Property(tries = 300)
  void every_frame_belongs_to_exactly_one_segment(
      @ForAll @IntRange(min = 1, max = 20_000) int frames,
      @ForAll @IntRange(min = 1, max = 600) int gop,
      @ForAll @IntRange(min = 1, max = 120) int rate,
      @ForAll @LongRange(min = -1_000_000, max = 9_000_000_000L) long startPts) {
    SourceFacts source =
        PlanSources.source(640, 360, Rational.of(rate * 1000L, 1001), frames, gop, startPts);
    List<SegmentInterval> segments = Planner.plan(source, WEB).segments();

    assertThat(segments.getFirst().startPts()).isEqualTo(startPts);
    for (int i = 0; i < segments.size(); i++) {
      SegmentInterval segment = segments.get(i);
      assertThat(segment.keyframePts()).isLessThanOrEqualTo(segment.startPts());
      assertThat(segment.packets()).isPositive();
      if (i + 1 < segments.size()) {
        assertThat(segment.endPts()).isEqualTo(segments.get(i + 1).startPts());
        assertThat(segment.endPts()).isGreaterThan(segment.startPts());
      } else {
        assertThat(segment.endPts()).isNull();
      }
    }
    assertThat(segments.stream().mapToLong(SegmentInterval::packets).sum()).isEqualTo(frames);
  }

  @Property(tries = 300)
  void nothing_is_enlarged_and_every_side_is_even(
      @ForAll @IntRange(min = 2, max = 8192) int width,
      @ForAll @IntRange(min = 2, max = 8192) int height) {
    SourceFacts source = PlanSources.source(width, height, Rational.of(25), 100, 25, 0);
    List<PlannedRung> rungs = Planner.plan(source, WEB).rungs();

    assertThat(rungs).isNotEmpty().hasSizeLessThanOrEqualTo(5);
    for (PlannedRung rung : rungs) {
      assertThat(rung.encoding().width()).isBetween(2, width).is(even());
      assertThat(rung.encoding().height()).isBetween(2, height).is(even());
    }
    assertThat(rungs).extracting(PlannedRung::name).doesNotHaveDuplicates();
  }

  private static org.assertj.core.api.Condition<Integer> even() {
    return new org.assertj.core.api.Condition<>(side -> side % 2 == 0, "even");
  }

  @Example
  void full_hd_gets_the_whole_ladder() {
    assertThat(rungs(1920, 1080))
        .containsExactly("1080p 1920x1080", "720p 1280x720", "480p 854x480", "360p 640x360");
  }

  @Example
  void a_size_between_two_rungs_is_kept_as_the_top() {
    assertThat(rungs(768, 432)).containsExactly("432p 768x432", "360p 640x360");
  }

  @Example
  void a_rung_that_is_hardly_smaller_is_left_out() {
    assertThat(rungs(960, 540)).containsExactly("540p 960x540", "360p 640x360");
  }

  @Example
  void portrait_rungs_are_named_by_their_short_side() {
    assertThat(rungs(720, 1280)).containsExactly("720p 720x1280", "480p 480x854", "360p 360x640");
  }

  @Example
  void uhd_is_brought_down_to_the_profiles_top() {
    assertThat(rungs(3840, 2160)).first().isEqualTo("1080p 1920x1080");
  }

  @Example
  void turned_pictures_and_wide_pixels_are_encoded_as_they_are_seen() {
    SourceFacts source = PlanSources.source(720, 576, Rational.of(25), 100, 25, 0);
    var wide = PlanSources.shaped(source, Rational.of(64, 45), 0);
    var turned = PlanSources.shaped(source, Rational.of(1), 90);

    assertThat(
            new LadderPlan(WEB.video().getFirst(), true, wide)
                .planned()
                .rungs()
                .getFirst()
                .encoding())
        .extracting("width", "height")
        .containsExactly(1024, 576);
    assertThat(
            new LadderPlan(WEB.video().getFirst(), true, turned)
                .planned()
                .rungs()
                .getFirst()
                .encoding())
        .extracting("width", "height")
        .containsExactly(576, 720);
  }

  @Example
  void keyframes_are_two_seconds_apart_in_frames() {
    SourceFacts ntsc = PlanSources.source(640, 360, Rational.of(30000, 1001), 900, 250, 0);
    assertThat(Planner.plan(ntsc, WEB).rungs().getFirst().encoding().keyframeInterval())
        .isEqualTo(60);
  }

  @Example
  void first_and_last_segments_are_short_and_the_number_is_bounded() {
    SourceFacts film = PlanSources.source(1280, 720, Rational.of(24), 24 * 7200, 240, 0);
    List<SegmentInterval> segments = Planner.plan(film, WEB).segments();

    assertThat(segments).hasSizeBetween(200, 300);
    assertThat(seconds(segments.getFirst())).isLessThanOrEqualTo(5.0);
    assertThat(segments.subList(10, 100))
        .allSatisfy(s -> assertThat(seconds(s)).isBetween(20.0, 40.0));
  }

  private static double seconds(SegmentInterval segment) {
    long length = java.util.Objects.requireNonNull(segment.endPts()) - segment.startPts();
    return segment.timebase().times(length).toDouble();
  }

  @Example
  void the_poster_is_not_the_first_picture_of_a_long_video() {
    SourceFacts source = PlanSources.source(1280, 720, Rational.of(25), 25 * 60, 50, 0);
    assertThat(Planner.plan(source, WEB).pictures())
        .extracting(PlannedPictures::posterSegment)
        .isNotEqualTo(0);
  }

  @Example
  void what_is_neither_seen_nor_heard_is_refused() {
    assertThatThrownBy(() -> Planner.plan(PlanSources.tracks(false), WEB))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("neither a picture nor sound");
    assertThat(Planner.plan(PlanSources.tracks(true), WEB).audio()).isEmpty();
  }

  @Example
  void an_unknown_profile_is_named_in_the_error() {
    assertThatThrownBy(() -> Profiles.named("../web")).hasMessageContaining("../web");
  }

  private static List<String> rungs(int width, int height) {
    SourceFacts source = PlanSources.source(width, height, Rational.of(25), 100, 25, 0);
    return Planner.plan(source, WEB).rungs().stream()
        .map(r -> r.name() + " " + r.encoding().width() + "x" + r.encoding().height())
        .toList();
  }
}
