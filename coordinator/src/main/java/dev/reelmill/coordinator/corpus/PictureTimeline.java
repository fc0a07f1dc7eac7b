package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.measure.MeasuredMedium.Picture;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import java.util.ArrayList;
import java.util.List;

/**
 * When each decoded picture is shown.
 *
 * @param timebase seconds per tick
 * @param pts of each picture in ticks, in the order of decoding; not empty
 * @param lastDuration of the last one in ticks; 0 if unknown
 */
public record PictureTimeline(Rational timebase, List<Long> pts, long lastDuration) {

  private static final Rational FAR = Rational.of(10);

  public PictureTimeline {
    pts = List.copyOf(pts);
    if (pts.isEmpty()) {
      throw new IllegalArgumentException("a timeline without pictures");
    }
  }

  static PictureTimeline of(Picture picture) {
    return new PictureTimeline(picture.timebase(), picture.pts(), picture.lastDuration());
  }

  /** The same on a clock that runs on where this one jumps. */
  PictureTimeline continued(List<TimeJump> jumps) {
    return jumps.isEmpty()
        ? this
        : new PictureTimeline(timebase, ContinuedClock.of(pts, timebase, jumps), lastDuration);
  }

  /**
   * Of a published track. FFmpeg's demuxer shows every picture of a file without edit list late, by
   * the deepest reordering that it has met so far (mov.c, dts_shift); players go by the boxes. So
   * each fragment's first picture, which is its keyframe, is put where its {@code tfdt} says.
   *
   * @param fragments of the track, in order
   */
  static PictureTimeline published(Picture picture, List<Fragment> fragments) {
    long promised = fragments.stream().mapToLong(Fragment::samples).sum();
    if (promised != picture.pts().size()) {
      // Cannot be assigned to fragments; the count alone is reason enough to fail it.
      return of(picture);
    }
    long distance = of(picture).typicalDistance();
    List<Long> shown = new ArrayList<>();
    long shift = picture.pts().getFirst() - fragments.getFirst().startPts();
    for (Fragment fragment : fragments) {
      long estimate = picture.pts().get(shown.size()) - fragment.startPts();
      // Where the rate varies, a tfdt is off its picture by the difference of two distances; the
      // demuxer's shift grows by whole pictures.
      shift = 2 * Math.abs(estimate - shift) < distance ? shift : estimate;
      for (int i = 0; i < fragment.samples(); i++) {
        shown.add(picture.pts().get(shown.size()) - shift);
      }
    }
    return new PictureTimeline(picture.timebase(), shown, picture.lastDuration());
  }

  /**
   * Only the pictures that come after all before them: what a player can show. One that is far from
   * both its neighbours, which are near each other, has a time that damage made up.
   */
  PictureTimeline ascending() {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < pts.size(); i++) {
      long time = pts.get(i);
      if (!isStray(i) && (kept.isEmpty() || time > kept.getLast())) {
        kept.add(time);
      }
    }
    return new PictureTimeline(timebase, kept, lastDuration);
  }

  private boolean isStray(int i) {
    if (i == 0 || i == frames() - 1) {
      return false;
    }
    Rational before = Times.distance(at(i - 1), at(i));
    Rational after = Times.distance(at(i), at(i + 1));
    return before.compareTo(FAR) > 0
        && after.compareTo(FAR) > 0
        && Times.distance(at(i - 1), at(i + 1)).compareTo(FAR) <= 0;
  }

  int frames() {
    return pts.size();
  }

  /** How many pictures are not later than the one before. */
  int backwards() {
    return frames() - ascendingPairs() - 1;
  }

  private int ascendingPairs() {
    int pairs = 0;
    for (int i = 1; i < pts.size(); i++) {
      pairs += pts.get(i) > pts.get(i - 1) ? 1 : 0;
    }
    return pairs;
  }

  /** Time of the first picture in seconds. */
  Rational start() {
    return timebase.times(pts.getFirst());
  }

  /** End of the last picture in seconds. */
  Rational end() {
    long duration = lastDuration > 0 ? lastDuration : typicalDistance();
    return timebase.times(pts.getLast() + duration);
  }

  /** Length of the longest of the average and the last picture, in seconds. */
  Rational frameDuration() {
    return timebase.times(Math.max(lastDuration, typicalDistance()));
  }

  private long typicalDistance() {
    return frames() < 2 ? lastDuration : (pts.getLast() - pts.getFirst()) / (frames() - 1);
  }

  /** Time of one picture in seconds. */
  Rational at(int index) {
    return timebase.times(pts.get(index));
  }

  /**
   * The greatest difference between the same pictures' times, in seconds.
   *
   * @param origin the time of this one that is the other's 0
   * @throws IllegalArgumentException if there are not as many
   */
  Rational greatestDifference(PictureTimeline published, Rational origin) {
    if (frames() != published.frames()) {
      throw new IllegalArgumentException(frames() + " and " + published.frames() + " pictures");
    }
    Rational greatest = Rational.ZERO;
    for (int i = 0; i < frames(); i++) {
      Rational difference = Times.distance(at(i).minus(origin), published.at(i));
      greatest = difference.compareTo(greatest) > 0 ? difference : greatest;
    }
    return greatest;
  }

  /**
   * Published times of these pictures at which nothing is shown anew.
   *
   * @param origin the time of this one that is the other's 0
   */
  List<Rational> missingIn(PictureTimeline published, Rational origin) {
    Rational allowed = Times.later(timebase, published.timebase);
    List<Rational> missing = new ArrayList<>();
    int other = 0;
    for (int i = 0; i < frames(); i++) {
      Rational wanted = at(i).minus(origin);
      while (other < published.frames()
          && wanted.minus(published.at(other)).compareTo(allowed) > 0) {
        other++;
      }
      if (other == published.frames()
          || Times.distance(published.at(other), wanted).compareTo(allowed) > 0) {
        missing.add(wanted);
      }
    }
    return missing;
  }

  /**
   * Whether each published picture is shown when one of these is, to the tick.
   *
   * @param origin the time of this one that is the other's 0
   */
  boolean contains(PictureTimeline published, Rational origin) {
    Rational allowed = Times.later(timebase, published.timebase);
    int at = 0;
    for (int i = 0; i < published.frames(); i++) {
      Rational wanted = published.at(i).plus(origin);
      while (at < frames() && wanted.minus(at(at)).compareTo(allowed) > 0) {
        at++;
      }
      if (at == frames() || Times.distance(at(at), wanted).compareTo(allowed) > 0) {
        return false;
      }
      at++;
    }
    return true;
  }
}
