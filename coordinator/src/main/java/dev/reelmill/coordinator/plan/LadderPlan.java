package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import dev.reelmill.coordinator.plan.Profile.RungSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rungs for a source: its own size on top, if the profile goes that high, then the
 * profile's sizes below. Nothing is ever enlarged.
 */
final class LadderPlan {

  /** A rung that is not at least this much smaller than the one above adds nothing. */
  private static final Rational LEAST_STEP = Rational.of(115, 100);

  private static final int MOST_FRAMES_IN_GOP = 600;
  private static final long LEAST_BITRATE = 64_000;
  private static final Rational HIGH_FRAME_RATE = Rational.of(35);
  private static final Rational HIGH_FRAME_RATE_BITS = Rational.of(3, 2);

  private final LadderSpec spec;
  private final String prefix;
  private final VideoFacts facts;
  private final int pictureStep;
  private final Rational displayWidth;
  private final Rational displayHeight;

  /**
   * @param first whether it is the profile's first ladder, whose rungs have the short names
   */
  LadderPlan(LadderSpec spec, boolean first, VideoFacts facts) {
    this.spec = spec;
    this.prefix = first ? "" : spec.name() + "-";
    this.facts = facts;
    this.pictureStep = pictureStep(spec.maxFrameRate(), facts.frameRate());
    this.displayWidth = facts.picture().displayWidth();
    this.displayHeight = facts.picture().displayHeight();
  }

  PlannedLadder planned() {
    return new PlannedLadder(spec.name(), pictureStep, rungs());
  }

  /** The least whole number of pictures of which keeping one is within the cap. */
  private static int pictureStep(@Nullable Rational most, Rational frameRate) {
    return most == null || frameRate.compareTo(most) <= 0
        ? 1
        : Math.toIntExact(frameRate.dividedBy(most).ceil());
  }

  private Rational frameRate() {
    return facts.frameRate().dividedBy(Rational.of(pictureStep));
  }

  private List<PlannedRung> rungs() {
    List<PlannedRung> rungs = new ArrayList<>();
    Rational shortSide = shortSide();
    int top = Math.min(evenBelow(shortSide), spec.rungs().getFirst().height());
    rungs.add(rung(top, ratesFor(top)));
    for (RungSpec rung : spec.rungs()) {
      if (LEAST_STEP.times(rung.height()).compareTo(Rational.of(top)) <= 0) {
        rungs.add(rung(rung.height(), new Rates(rung.crf(), rung.maxBitrate())));
      }
    }
    return rungs;
  }

  private int keyframeInterval() {
    long frames = frameRate().times(spec.gopSeconds()).round();
    return Math.clamp(frames, 1, MOST_FRAMES_IN_GOP);
  }

  private Rational shortSide() {
    return displayWidth.compareTo(displayHeight) < 0 ? displayWidth : displayHeight;
  }

  private PlannedRung rung(int shortSide, Rates rates) {
    Rational scale = Rational.of(shortSide).dividedBy(shortSide());
    int width = scaled(displayWidth, scale);
    int height = scaled(displayHeight, scale);
    long maxBitrate = maxBitrate(rates);
    return new PlannedRung(
        prefix + shortSide + "p",
        new VideoEncoding(
            spec.codec(),
            spec.preset(),
            rates.crf(),
            width,
            height,
            maxBitrate,
            2 * maxBitrate,
            keyframeInterval(),
            frameRate(),
            pictureStep,
            spec.dynamicRange(),
            spec.accelerator()));
  }

  private long maxBitrate(Rates rates) {
    return frameRate().compareTo(HIGH_FRAME_RATE) > 0
        ? HIGH_FRAME_RATE_BITS.times(rates.maxBitrate()).round()
        : rates.maxBitrate();
  }

  /** For a height between the profile's: those of the next one up, in proportion to the pixels. */
  private Rates ratesFor(int height) {
    RungSpec next = spec.rungs().getFirst();
    for (RungSpec rung : spec.rungs()) {
      if (rung.height() >= height) {
        next = rung;
      }
    }
    Rational pixels = Rational.of((long) height * height, (long) next.height() * next.height());
    return new Rates(next.crf(), Math.max(pixels.times(next.maxBitrate()).round(), LEAST_BITRATE));
  }

  /** Even, as near as can be, and never above the source's side. */
  private static int scaled(Rational side, Rational scale) {
    long nearest = 2 * side.times(scale).dividedBy(Rational.of(2)).round();
    return Math.clamp(nearest, 2, evenBelow(side));
  }

  private static int evenBelow(Rational side) {
    return (int) Math.max(2, 2 * side.dividedBy(Rational.of(2)).floor());
  }

  private record Rates(int crf, long maxBitrate) {}
}
