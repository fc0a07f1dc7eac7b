package dev.reelmill.worker.fetch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where keyframes are in a Matroska file: the clusters that hold them, ascending by time and place.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559.html#section-5.1.5">RFC 9559, 5.1.5</a>
 */
final class Cues {

  /** FFmpeg keeps a megabyte of index for a stream, and thins out what is more. */
  private static final int MOST = 40_000;

  /** FFmpeg takes an index for broken whose second time is beyond so many nanoseconds. */
  private static final long LATEST_SECOND = 100_000_000_000_000L;

  private static final int CUE_POINT = 0xbb;
  private static final int CUE_TIME = 0xb3;
  private static final int CUE_TRACK_POSITIONS = 0xb7;
  private static final int CUE_TRACK = 0xf7;
  private static final int CUE_CLUSTER_POSITION = 0xf1;

  private final long track;
  private final long origin;
  private final long latestSecond;
  private int points;
  private int count;
  private long[] times = new long[256];
  private long[] positions = new long[256];

  private Cues(long track, long origin, long tick) {
    this.track = track;
    this.origin = origin;
    this.latestSecond = LATEST_SECOND / tick;
  }

  /**
   * Reads those of one track.
   *
   * @param content of the element that holds them all
   * @param track its number in the file
   * @param origin from which positions are counted
   * @param tick of all times, in nanoseconds
   * @throws OddFileException if they can't be relied on
   */
  static Cues of(ByteBuffer content, long track, long origin, long tick) throws OddFileException {
    Cues cues = new Cues(track, origin, tick);
    Element.each(content, cues::point);
    if (cues.count == 0 || cues.points < 2) {
      throw new OddFileException("its index tells of no keyframes of the picture");
    }
    return cues;
  }

  private void point(int id, ByteBuffer content) throws OddFileException {
    if (id != CUE_POINT) {
      return;
    }
    long[] time = {-1};
    Element.each(
        content,
        (inner, value) -> {
          if (inner == CUE_TIME) {
            time[0] = Element.unsigned(value);
          }
        });
    if (points++ == 1 && time[0] > latestSecond) {
      throw new OddFileException("the times of its index are too late");
    }
    Element.each(
        content,
        (inner, value) -> {
          if (inner == CUE_TRACK_POSITIONS) {
            place(time[0], value);
          }
        });
  }

  private void place(long time, ByteBuffer content) throws OddFileException {
    long[] found = {-1, -1};
    Element.each(
        content,
        (id, value) -> {
          if (id == CUE_TRACK) {
            found[0] = Element.unsigned(value);
          } else if (id == CUE_CLUSTER_POSITION) {
            found[1] = Element.unsigned(value);
          }
        });
    if (found[0] == track) {
      add(time, found[1]);
    }
  }

  private void add(long time, long position) throws OddFileException {
    if (time < 0 || position < 0 || position > Long.MAX_VALUE - origin || count == MOST) {
      throw new OddFileException("its index of keyframes has gaps, or is too long");
    }
    long place = position + origin;
    if (count > 0 && (time < times[count - 1] || place < positions[count - 1])) {
      throw new OddFileException("its index of keyframes is out of order");
    }
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      positions = Arrays.copyOf(positions, 2 * count);
    }
    times[count] = time;
    positions[count] = place;
    count++;
  }

  /** Whether there is a keyframe at this time, and the next one is so much later, or more. */
  boolean isAlone(long time, long ticks) {
    int found = Arrays.binarySearch(times, 0, count, time);
    return found >= 0 && found + 1 < count && times[found + 1] - time >= ticks;
  }

  /** Where clusters are, ascending. */
  long[] clusters() {
    return Arrays.stream(positions, 0, count).distinct().toArray();
  }

  /** Of the last keyframe that it knows. */
  long lastTime() {
    return times[count - 1];
  }

  /** The cluster of the last keyframe at a time or before it; the first if there is none. */
  long cluster(long time) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (times[middle] <= time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    // Of several at one time, any may be taken.
    while (low > 0 && times[low - 1] == times[low]) {
      low--;
    }
    return positions[low];
  }
}
