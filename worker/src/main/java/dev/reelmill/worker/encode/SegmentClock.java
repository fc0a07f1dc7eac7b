package dev.reelmill.worker.encode;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;

/** A segment's times in ticks of its track, which counts in ticks of the source's timebase. */
final class SegmentClock {

  private final SegmentInterval interval;
  private final VideoEncoding encoding;

  SegmentClock(EncodeSegment order) {
    this.interval = order.interval();
    this.encoding = order.rungs().getFirst().encoding();
  }

  /** When the first frame is to be shown. */
  long start() {
    return ticks(interval.startPts());
  }

  /** When the next segment begins; for the last one, when its frames end at their usual rate. */
  long end() {
    Long end = interval.endPts();
    return end == null
        ? start() + Rational.of(frames()).times(usual()).dividedBy(tick()).round()
        : ticks(end);
  }

  /** How many frames it has, as the container counts them. */
  long frames() {
    return Math.ceilDiv(interval.packets(), encoding.pictureStep());
  }

  Losses losses() {
    return new Losses(tick(), usual());
  }

  private Rational tick() {
    return Rational.of(1, interval.timebase().denominator());
  }

  /** Seconds from frame to frame. */
  private Rational usual() {
    return Rational.of(1).dividedBy(encoding.frameRate());
  }

  private long ticks(long pts) {
    return Math.multiplyExact(pts - interval.originPts(), interval.timebase().numerator());
  }
}
