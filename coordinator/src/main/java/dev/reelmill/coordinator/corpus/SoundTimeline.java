package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.measure.MeasuredMedium.Sound;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import java.util.ArrayList;
import java.util.List;

/**
 * When each decoded block of sound is heard.
 *
 * @param timebase seconds per tick
 * @param sampleRate in Hz
 * @param pts of each block, in ticks; not empty
 * @param samples of each block, per channel
 */
public record SoundTimeline(
    Rational timebase, int sampleRate, List<Long> pts, List<Integer> samples) {

  /** Containers that count in milliseconds round every block. */
  private static final Rational ROUNDING = Rational.of(15, 10_000);

  public SoundTimeline {
    pts = List.copyOf(pts);
    samples = List.copyOf(samples);
    if (pts.isEmpty() || pts.size() != samples.size()) {
      throw new IllegalArgumentException(pts.size() + " blocks, " + samples.size() + " lengths");
    }
  }

  static SoundTimeline of(Sound sound) {
    return new SoundTimeline(
        sound.timebase(), Math.max(1, sound.sampleRate()), sound.pts(), sound.samples());
  }

  /** The same on a clock that runs on where this one jumps. */
  SoundTimeline continued(List<TimeJump> jumps) {
    return jumps.isEmpty()
        ? this
        : new SoundTimeline(timebase, sampleRate, ContinuedClock.of(pts, timebase, jumps), samples);
  }

  /** Time of the first sample in seconds. */
  Rational start() {
    return timebase.times(pts.getFirst());
  }

  /** End of the last sample in seconds. */
  Rational end() {
    return timebase.times(pts.getLast()).plus(length(samples.getLast()));
  }

  long allSamples() {
    return samples.stream().mapToLong(Integer::longValue).sum();
  }

  /**
   * Blocks that follow each other.
   *
   * @param start of the first sample, in seconds
   * @param firstSample how many samples there are before it, without regard to time
   * @param count how many samples
   */
  record Run(Rational start, long firstSample, long count) {}

  /** The whole in runs: one begins where a block does not, within rounding, follow the other. */
  List<Run> runs() {
    Rational allowed = Times.later(timebase.times(2), ROUNDING);
    List<Run> runs = new ArrayList<>();
    Run run = new Run(start(), 0, 0);
    for (int i = 0; i < pts.size(); i++) {
      Rational begin = timebase.times(pts.get(i));
      if (Times.distance(begin, run.start.plus(length(run.count))).compareTo(allowed) > 0) {
        runs.add(run);
        run = new Run(begin, run.firstSample + run.count, 0);
      }
      run = new Run(run.start, run.firstSample, run.count + samples.get(i));
    }
    runs.add(run);
    return runs;
  }

  /** How many blocks begin neither where the one before ends, nor within rounding of it. */
  int jumps() {
    return runs().size() - 1;
  }

  private Rational length(long count) {
    return Rational.of(count, sampleRate);
  }
}
