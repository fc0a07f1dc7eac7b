package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Which ladders a source gets, and how they differ. */
class PlannedLaddersTest {

  private static final Colour PQ = new Colour("bt2020", "smpte2084", "bt2020nc", "tv");
  private static final Colour HLG = new Colour("bt2020", "arib-std-b67", "bt2020nc", "tv");

  @Provide
  static Arbitrary<String> shipped() {
    return Arbitraries.of(Profiles.NAMES);
  }

  @Property(tries = 200)
  void every_ladder_has_the_same_segments_and_every_rendition_a_name_of_its_own(
      @ForAll @From("shipped") String name,
      @ForAll @IntRange(min = 2, max = 4096) int width,
      @ForAll @IntRange(min = 2, max = 4096) int height,
      @ForAll boolean hdr) {
    Plan plan =
        Planner.plan(source(width, height, 25, hdr ? PQ : Colour.BT709), Profiles.named(name));

    assertThat(plan.ladders().isEmpty()).isEqualTo(plan.segments().isEmpty());
    List<String> names =
        java.util.stream.Stream.concat(
                plan.rungs().stream().map(PlannedRung::name),
                plan.audio().stream().map(PlannedAudio::name))
            .toList();
    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    for (PlannedLadder ladder : plan.ladders()) {
      assertThat(ladder.rungs()).isNotEmpty();
      assertThat(ladder.rungs())
          .extracting(rung -> rung.encoding().pictureStep())
          .containsOnly(ladder.pictureStep());
    }
  }

  @Property(tries = 300)
  void a_capped_frame_rate_is_the_highest_within_the_cap(
      @ForAll @IntRange(min = 1, max = 240_000) int numerator,
      @ForAll @IntRange(min = 1, max = 240) int most) {
    Rational rate = Rational.of(numerator, 1001);
    Profile capped = capped(most);
    VideoEncoding encoding =
        Planner.plan(PlanSources.source(640, 360, rate, 100, 25, 0), capped)
            .rungs()
            .getFirst()
            .encoding();

    int step = encoding.pictureStep();
    assertThat(encoding.frameRate()).isEqualTo(rate.dividedBy(Rational.of(step)));
    assertThat(encoding.frameRate()).isLessThanOrEqualTo(Rational.of(most));
    if (step > 1) {
      assertThat(rate.dividedBy(Rational.of(step - 1))).isGreaterThan(Rational.of(most));
    }
  }

  private static Profile capped(int most) {
    String preview =
        Profiles.text("preview").replace("\"maxFrameRate\": 30", "\"maxFrameRate\": " + most);
    return ProfileReader.read("preview", preview);
  }

  @Example
  void keyframes_are_as_far_apart_in_seconds_where_pictures_are_left_out() {
    SourceFacts fast = PlanSources.source(640, 360, Rational.of(60_000, 1001), 600, 60, 0);
    VideoEncoding preview =
        Planner.plan(fast, Profiles.named("preview")).rungs().getFirst().encoding();

    assertThat(preview.pictureStep()).isEqualTo(2);
    assertThat(preview.frameRate()).isEqualTo(Rational.of(30_000, 1001));
    assertThat(preview.keyframeInterval()).isEqualTo(60);
  }

  @Example
  void the_usual_profile_is_h264_alone_with_every_picture() {
    Plan plan = Planner.plan(source(1280, 720, 50, Colour.BT709), Profiles.named("web"));

    assertThat(plan.ladders()).extracting(PlannedLadder::name).containsExactly("h264");
    assertThat(plan.rungs().getFirst().encoding().pictureStep()).isEqualTo(1);
    assertThat(plan.audio()).extracting(PlannedAudio::name).containsExactly("audio");
  }

  @Example
  void other_ladders_name_their_rungs_after_themselves() {
    Plan plan = Planner.plan(source(1280, 720, 25, Colour.BT709), Profiles.named("web-next"));

    assertThat(plan.rungs())
        .extracting(PlannedRung::name)
        .containsExactly("720p", "480p", "360p", "av1-720p", "av1-480p", "av1-360p");
  }

  @Example
  void film_is_hevc_in_sdr_for_sdr_and_hdr_in_hevc_and_av1_for_hdr() {
    assertThat(film(Colour.BT709)).containsExactly("h264 sdr", "hevc sdr");
    assertThat(film(Colour.UNKNOWN)).containsExactly("h264 sdr", "hevc sdr");
    assertThat(film(PQ)).containsExactly("h264 sdr", "hevc-hdr hdr", "av1-hdr hdr");
    assertThat(film(HLG)).containsExactly("h264 sdr", "hevc-hdr hdr", "av1-hdr hdr");
  }

  private static List<String> film(Colour colour) {
    return Planner.plan(source(3840, 2160, 24, colour), Profiles.named("film")).ladders().stream()
        .map(
            ladder ->
                ladder.name() + " " + ladder.rungs().getFirst().encoding().dynamicRange().text())
        .toList();
  }

  @Example
  void sound_alone_has_no_segments() {
    Plan plan = Planner.plan(source(1280, 720, 25, Colour.BT709), Profiles.named("audio"));

    assertThat(plan.ladders()).isEmpty();
    assertThat(plan.segments()).isEmpty();
    assertThat(plan.audio()).extracting(PlannedAudio::name).containsExactly("audio", "audio-opus");
  }

  private static SourceFacts source(int width, int height, int rate, Colour colour) {
    SourceFacts plain = PlanSources.source(width, height, Rational.of(rate), 10 * rate, rate, 0);
    return new SourceFacts(
        plain.format(),
        plain.sizeBytes(),
        plain.origin(),
        plain.duration(),
        PlanSources.coloured(plain, colour),
        plain.audio(),
        plain.text(),
        plain.chapters(),
        plain.warnings());
  }
}
