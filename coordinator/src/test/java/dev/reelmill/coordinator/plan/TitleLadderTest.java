package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.TitleLadder.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TitleLadderTest {

  private static final PerTitlePolicy POLICY =
      new PerTitlePolicy(3, Rational.of(2), Rational.of(42), Rational.of(3, 2));

  private static final List<Integer> HEIGHTS = List.of(1080, 720, 480, 360);
  private static final int CRF = 22;
  private static final long CAP = 6_000_000;

  /** Titles from slides to confetti, whatever the sizes lose of them. */
  @Property(tries = 300)
  void fitted_ladder_falls_from_rung_to_rung(
      @ForAll @DoubleRange(min = 30, max = 60) double best,
      @ForAll @DoubleRange(min = 1e5, max = 1e8) double bits,
      @ForAll @DoubleRange(min = 0, max = 5) double lostBySize,
      @ForAll @DoubleRange(min = 0.2, max = 1) double slope) {
    Fitted fitted = fit(curves(best, bits, lostBySize, slope));
    assertThat(fitted.rungs()).isNotEmpty();
    assertThat(fitted.rungs().getFirst().name()).isEqualTo("1080p");
    for (int i = 1; i < fitted.after().size(); i++) {
      LadderFit.Rung above = fitted.after().get(i - 1);
      LadderFit.Rung below = fitted.after().get(i);
      assertThat(below.bitrate()).isLessThan(above.bitrate());
      assertThat(below.xpsnr()).isLessThanOrEqualTo(above.xpsnr());
      assertThat(fitted.rungs().get(i).encoding().height())
          .isLessThan(fitted.rungs().get(i - 1).encoding().height());
    }
  }

  @Property(tries = 300)
  void no_rung_goes_above_its_cap_or_outside_what_was_tried(
      @ForAll @DoubleRange(min = 30, max = 60) double best,
      @ForAll @DoubleRange(min = 1e5, max = 3e7) double bits) {
    Fitted fitted = fit(curves(best, bits, 2, 0.5));
    for (PlannedRung rung : fitted.rungs()) {
      assertThat(rung.encoding().crf()).isBetween(CRF - 4, CRF + 10);
      assertThat(rung.encoding().maxBitrate()).isLessThanOrEqualTo(CAP);
      assertThat(rung.encoding().bufferBits()).isEqualTo(2 * rung.encoding().maxBitrate());
    }
  }

  @Property(tries = 1)
  void easy_title_gets_coarser_rungs_and_takes_fewer_bytes() {
    Fitted fitted = fit(curves(46.2, 4e6, 2, 0.5));
    assertThat(fitted.rungs().getFirst().encoding().crf()).isGreaterThan(CRF);
    assertThat(fitted.after().getFirst().xpsnr()).isCloseTo(42, within(0.5));
    assertThat(fitted.savedInStore()).isPositive();
  }

  @Property(tries = 1)
  void hard_title_gets_a_finer_best_rung_and_others_as_before() {
    Fitted fitted = fit(curves(41.2, 3e6, 4, 0.5));
    assertThat(fitted.rungs().getFirst().encoding().crf()).isEqualTo(CRF - 2);
    assertThat(fitted.rungs().subList(1, fitted.rungs().size()))
        .allSatisfy(rung -> assertThat(rung.encoding().crf()).isEqualTo(CRF));
  }

  @Property(tries = 1)
  void rungs_that_look_alike_are_left_out_but_not_the_smallest() {
    Fitted fitted = fit(curves(44, 4e6, 0.2, 0.5));
    assertThat(fitted.rungs()).extracting(PlannedRung::name).containsExactly("1080p", "360p");
  }

  /** Where a size loses nothing, the next larger one only costs bits. */
  @Property(tries = 1)
  void rung_is_made_in_the_size_that_reaches_its_quality_with_fewest_bits() {
    List<RateCurve> curves = new ArrayList<>(curves(44, 4e6, 3, 0.5));
    // 480p is as good as 720p for half its bits.
    curves.set(2, curve(41, 0.25 * 4e6 * 0.5, 0.5));
    Fitted fitted = fit(curves);
    assertThat(fitted.rungs()).extracting(PlannedRung::name).doesNotContain("720p");
  }

  @Property(tries = 100)
  void saving_is_that_of_a_ladder_with_so_many_times_the_bits(
      @ForAll @DoubleRange(min = 0.2, max = 3) double times,
      @ForAll @IntRange(min = 1, max = 5) int rungs) {
    List<RatePoint> before = new ArrayList<>();
    List<RatePoint> after = new ArrayList<>();
    for (int i = 0; i < rungs; i++) {
      RatePoint point = new RatePoint(1e6 * (i + 1), 30 + 2.5 * i);
      before.add(point);
      after.add(new RatePoint(times * point.bitrate(), point.xpsnr()));
    }
    assertThat(RateSaving.of(before, after).orElseThrow()).isCloseTo(1 - times, within(1e-9));
  }

  @Property(tries = 1)
  void ladders_of_different_quality_can_not_be_compared() {
    assertThat(RateSaving.of(List.of(new RatePoint(1, 30)), List.of(new RatePoint(1, 40))))
        .isEmpty();
  }

  @Property(tries = 100)
  void curve_falls_with_the_factor_even_if_a_trial_did_not(
      @ForAll @DoubleRange(min = 1, max = 1e7) double first,
      @ForAll @DoubleRange(min = 1, max = 1e7) double second,
      @ForAll @DoubleRange(min = 20, max = 50) double third) {
    RateCurve curve =
        new RateCurve(
            Map.of(
                18, new RatePoint(first, 45),
                25, new RatePoint(second, third),
                32, new RatePoint(first / 2, 40)));
    for (int crf = 16; crf < 34; crf++) {
      assertThat(curve.at(crf + 1).bitrate()).isLessThanOrEqualTo(curve.at(crf).bitrate() + 1e-6);
      assertThat(curve.at(crf + 1).xpsnr()).isLessThanOrEqualTo(curve.at(crf).xpsnr() + 1e-9);
    }
  }

  private static Fitted fit(List<RateCurve> curves) {
    return new TitleLadder(ladder(), curves, POLICY).fit();
  }

  /**
   * Of a title: each smaller size takes half the bits and loses so much.
   *
   * @param best XPSNR at the profile's factor in the largest size
   * @param slope dB that one step of the factor loses
   */
  private static List<RateCurve> curves(double best, double bits, double lost, double slope) {
    List<RateCurve> curves = new ArrayList<>();
    for (int i = 0; i < HEIGHTS.size(); i++) {
      curves.add(curve(best - i * lost, bits * Math.pow(0.5, i), slope));
    }
    return curves;
  }

  private static RateCurve curve(double best, double bits, double slope) {
    Map<Integer, RatePoint> points = new TreeMap<>();
    for (int step : List.of(-4, 3, 10)) {
      points.put(CRF + step, new RatePoint(bits * Math.pow(2, -step / 6.0), best - slope * step));
    }
    return new RateCurve(points);
  }

  private static PlannedLadder ladder() {
    return new PlannedLadder("h264", 1, HEIGHTS.stream().map(TitleLadderTest::rung).toList());
  }

  private static PlannedRung rung(int height) {
    return new PlannedRung(
        height + "p",
        new VideoEncoding(
            VideoCodec.H264,
            "slow",
            CRF,
            height * 16 / 9 / 2 * 2,
            height,
            CAP,
            2 * CAP,
            48,
            Rational.of(24),
            1,
            DynamicRange.SDR));
  }
}
