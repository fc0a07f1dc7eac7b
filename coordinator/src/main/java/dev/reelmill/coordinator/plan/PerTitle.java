package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.TitleLadder.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be tried of a title, and what its plan becomes with the results. Trials are made with
 * a fast preset, in the sizes of all rungs, at a few factors around the profile's own.
 */
public final class PerTitle {

  /** A finer factor for titles that are hard, two coarser ones for those that are easy. */
  private static final List<Integer> FACTORS = List.of(-4, 3, 10);

  /** Trials are not capped: what a cap makes of them is known from their curves. */
  private static final long NO_CAP = 90_000_000;

  private PerTitle() {}

  /**
   * One trial.
   *
   * @param ladder index in the plan
   * @param points what to try, the largest and finest first
   */
  public record Trial(
      int ladder, SegmentInterval interval, List<VideoEncoding> points, int frameRate) {
    public Trial {
      points = List.copyOf(points);
    }
  }

  /**
   * A plan that fits its title.
   *
   * @param fits one for each ladder
   */
  public record FittedPlan(Plan plan, List<LadderFit> fits) {
    public FittedPlan {
      fits = List.copyOf(fits);
    }
  }

  /** All that are to be made for a plan; ladder by ladder, in the order of time. */
  public static List<Trial> trials(Plan plan, VideoFacts video, PerTitlePolicy policy) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < plan.ladders().size(); i++) {
      PlannedLadder ladder = plan.ladders().get(i);
      for (SegmentInterval interval : intervals(plan, video, policy)) {
        trials.add(
            new Trial(
                i,
                interval,
                points(ladder),
                QualitySampling.frameRate(video, ladder.pictureStep())));
      }
    }
    return trials;
  }

  /**
   * Makes a plan fit.
   *
   * @param trials as {@link #trials} gave them
   * @param results of each of them, point by point
   */
  public static FittedPlan fit(
      Plan plan, PerTitlePolicy policy, List<Trial> trials, List<List<TrialFigures>> results) {
    List<PlannedLadder> ladders = new ArrayList<>();
    List<LadderFit> fits = new ArrayList<>();
    for (int i = 0; i < plan.ladders().size(); i++) {
      PlannedLadder ladder = plan.ladders().get(i);
      List<List<TrialFigures>> own = new ArrayList<>();
      for (int t = 0; t < trials.size(); t++) {
        if (trials.get(t).ladder() == i) {
          own.add(results.get(t));
        }
      }
      Fitted fitted = new TitleLadder(ladder, curves(ladder, own), policy).fit();
      ladders.add(new PlannedLadder(ladder.name(), ladder.pictureStep(), fitted.rungs()));
      fits.add(
          new LadderFit(
              ladder.name(),
              fitted.before(),
              fitted.after(),
              fitted.saved(),
              fitted.savedInStore()));
    }
    return new FittedPlan(plan.withLadders(ladders), fits);
  }

  private static List<VideoEncoding> points(PlannedLadder ladder) {
    List<VideoEncoding> points = new ArrayList<>();
    for (PlannedRung rung : ladder.rungs()) {
      VideoEncoding encoding = rung.encoding();
      for (int crf : factors(encoding)) {
        points.add(encoding.withPreset(preset(encoding.codec())).withRates(crf, NO_CAP));
      }
    }
    return points;
  }

  private static List<Integer> factors(VideoEncoding encoding) {
    int most = CodecRules.of(encoding.codec()).mostCrf();
    return FACTORS.stream()
        .map(step -> Math.clamp(encoding.crf() + step, 0, most))
        .distinct()
        .toList();
  }

  private static String preset(VideoCodec codec) {
    return switch (codec) {
      case H264 -> "veryfast";
      case HEVC -> "superfast";
      case AV1 -> "11";
      case VP9 -> "5";
    };
  }

  private static List<RateCurve> curves(PlannedLadder ladder, List<List<TrialFigures>> results) {
    List<RateCurve> curves = new ArrayList<>();
    int point = 0;
    for (PlannedRung rung : ladder.rungs()) {
      Map<Integer, RatePoint> tried = new TreeMap<>();
      for (int crf : factors(rung.encoding())) {
        int index = point++;
        tried.put(
            crf,
            together(
                results.stream().map(sample -> sample.get(index)).toList(),
                rung.encoding().frameRate()));
      }
      curves.add(new RateCurve(tried));
    }
    return curves;
  }

  private static RatePoint together(List<TrialFigures> samples, Rational frameRate) {
    long frames = samples.stream().mapToLong(TrialFigures::frames).sum();
    long bytes = samples.stream().mapToLong(TrialFigures::sizeBytes).sum();
    QualityFigures quality =
        QualityFigures.together(samples.stream().map(TrialFigures::quality).toList());
    return new RatePoint(Math.max(1, 8.0 * bytes / frames * frameRate.toDouble()), quality.xpsnr());
  }

  /** Evenly spread; the whole of a video that is hardly longer than its samples would be. */
  private static List<SegmentInterval> intervals(
      Plan plan, VideoFacts video, PerTitlePolicy policy) {
    long origin = plan.segments().getFirst().originPts();
    Rational length = video.seconds(video.endPts() - video.startPts());
    if (length.compareTo(policy.sampleSeconds().times(2L * policy.samples())) < 0) {
      CutPoint start = video.cuts().getFirst();
      return List.of(interval(video, start, null, origin));
    }
    long ticks = Math.max(1, policy.sampleSeconds().dividedBy(video.timebase()).round());
    List<SegmentInterval> intervals = new ArrayList<>();
    for (int i = 0; i < policy.samples(); i++) {
      Rational at = Rational.of(2L * i + 1, 2L * policy.samples());
      long wanted = video.startPts() + at.times(video.endPts() - video.startPts()).round();
      CutPoint cut = video.cuts().getFirst();
      for (CutPoint candidate : video.cuts()) {
        cut = candidate.pts() <= wanted ? candidate : cut;
      }
      SegmentInterval interval = interval(video, cut, cut.pts() + ticks, origin);
      if (!intervals.contains(interval)) {
        intervals.add(interval);
      }
    }
    return intervals;
  }

  private static SegmentInterval interval(
      VideoFacts video, CutPoint start, @Nullable Long end, long origin) {
    return new SegmentInterval(
        video.timebase(),
        start.keyframePts(),
        start.pts(),
        end,
        origin,
        video.packets(),
        video.jumps());
  }
}
