package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.pictures.PackLayout.Thumbnail;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Series;
import dev.reelmill.common.pictures.SegmentStills.Window;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PicturesPlanTest {

  private static final Profile WEB = Profiles.named("web");

  @Test
  void a_minute_has_five_candidates_and_a_tile_every_two_seconds() {
    SourceFacts source = PlanSources.source(1920, 1080, Rational.of(25), 25 * 60, 50, 0);
    PlannedPictures pictures = planned(source);

    assertThat(windows(pictures, true)).extracting(Window::number).containsExactly(1, 2, 3, 4, 5);
    assertThat(windows(pictures, false)).extracting(Window::number).contains(1, 2, 3, 4, 5, 6);
    assertThat(Objects.requireNonNull(pictures.layout().storyboard()).interval())
        .isEqualTo(Rational.of(2));
    assertThat(pictures.layout().thumbnails())
        .extracting(Thumbnail::name, t -> t.size().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("large", "1280x720"),
            org.assertj.core.groups.Tuple.tuple("thumb", "640x360"),
            org.assertj.core.groups.Tuple.tuple("mini", "320x180"),
            org.assertj.core.groups.Tuple.tuple("recentactivity", "160x90"));
    assertThat(pictures.segments()).extracting(SegmentStills::rendition).containsOnly("720p");
  }

  @Test
  void long_video_has_its_tiles_farther_apart() {
    SourceFacts source = PlanSources.source(1280, 720, Rational.of(25), 25 * 7200, 250, 0);
    Rational interval = Objects.requireNonNull(planned(source).layout().storyboard()).interval();
    assertThat(interval).isGreaterThanOrEqualTo(Rational.of(24)).isLessThan(Rational.of(25));
  }

  @Test
  void single_frame_has_one_candidate() {
    SourceFacts source = PlanSources.source(64, 64, Rational.of(25), 1, 50, 0);
    assertThat(windows(planned(source), true)).hasSize(1);
  }

  @Test
  void portrait_pictures_stand_upright() {
    SourceFacts source = PlanSources.source(720, 1280, Rational.of(30), 300, 60, 0);
    assertThat(planned(source).layout().thumbnails())
        .extracting(t -> t.size().toString())
        .containsExactly("720x1280", "360x640", "180x320", "90x160");
  }

  private static PlannedPictures planned(SourceFacts source) {
    return Objects.requireNonNull(Planner.plan(source, WEB).pictures());
  }

  private static List<Window> windows(PlannedPictures pictures, boolean candidates) {
    return pictures.segments().stream()
        .map(stills -> candidates ? stills.candidates() : stills.preview())
        .flatMap(Stream::ofNullable)
        .map(Series::windows)
        .flatMap(List::stream)
        .toList();
  }
}
