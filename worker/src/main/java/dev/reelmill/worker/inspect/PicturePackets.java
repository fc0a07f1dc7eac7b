package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.worker.inspect.Extent.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The times of all frames of the picture, in the parts of a clock that is set anew. About 17 bytes
 * a frame.
 */
final class PicturePackets {

  private final long far;
  private final List<Part> parts = new ArrayList<>();
  private long[] pts = new long[1024];
  private int count;
  private long[] keyframes = new long[64];
  private int keyframeCount;
  private long firstOfAll = StreamClock.NONE;

  /** Where a part begins in the arrays, and its last frame. */
  private static final class Part {
    private final int from;
    private final int keyframesFrom;
    private long lastPts = StreamClock.NONE;
    private long lastDuration;

    Part(int from, int keyframesFrom) {
      this.from = from;
      this.keyframesFrom = keyframesFrom;
    }
  }

  /**
   * @param far ticks that no reordering explains
   */
  PicturePackets(long far) {
    this.far = far;
  }

  /** Forgets all. */
  void clear() {
    parts.clear();
    count = 0;
    keyframeCount = 0;
    firstOfAll = StreamClock.NONE;
  }

  /**
   * Takes the next packet.
   *
   * @param part to which it belongs, from 0, ascending
   * @throws ReelmillException {@link FailureCode#SOURCE_LIMITS} if there are too many
   */
  void hear(int part, long time, long duration, boolean keyframe, boolean discarded) {
    while (parts.size() <= part) {
      parts.add(new Part(count, keyframeCount));
    }
    if (firstOfAll == StreamClock.NONE) {
      firstOfAll = time;
    }
    requireFew(Math.max(count, keyframeCount));
    if (keyframe) {
      keyframes = grown(keyframes, keyframeCount);
      keyframes[keyframeCount++] = time;
    }
    if (discarded) {
      return;
    }
    pts = grown(pts, count);
    pts[count++] = time;
    Part latest = parts.getLast();
    if (time > latest.lastPts) {
      latest.lastPts = time;
      latest.lastDuration = duration;
    }
  }

  /** Frames that are shown, as the container counts them. */
  int count() {
    return count;
  }

  /** The PTS of the first packet in the file. */
  long first() {
    return firstOfAll;
  }

  /**
   * The PTS of every frame that is shown, ascending, without times that can't be right.
   *
   * @param shifts ticks to add in each part; none for 0
   */
  long[] sorted(List<Long> shifts) {
    return IntStream.range(0, parts.size())
        .boxed()
        .flatMapToLong(
            i -> Arrays.stream(times(i)).map(time -> Math.addExact(time, shift(shifts, i))))
        .sorted()
        .toArray();
  }

  /** The PTS of every keyframe, ascending, also of those that an edit list hides. */
  long[] sortedKeyframes(List<Long> shifts) {
    long[] sorted = Arrays.copyOf(keyframes, keyframeCount);
    for (int i = 0; i < parts.size(); i++) {
      int to = i + 1 < parts.size() ? parts.get(i + 1).keyframesFrom : keyframeCount;
      for (int at = parts.get(i).keyframesFrom; at < to; at++) {
        sorted[at] = Math.addExact(sorted[at], shift(shifts, i));
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** Where a part begins and ends on its own clock; none if it holds no frame. */
  Optional<Span> span(int part) {
    long[] times = part < parts.size() ? times(part) : new long[0];
    if (times.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(times);
    long last = times[times.length - 1];
    long average = times.length < 2 ? 0 : (last - times[0]) / (times.length - 1);
    Part own = parts.get(part);
    boolean known = own.lastPts == last && own.lastDuration > 0;
    return Optional.of(new Span(times[0], Math.addExact(last, known ? own.lastDuration : average)));
  }

  /** Duration of the frame that is shown last, in ticks; 0 if that is not known. */
  long lastDuration() {
    return parts.isEmpty() ? 0 : parts.getLast().lastDuration;
  }

  private long[] times(int part) {
    int to = part + 1 < parts.size() ? parts.get(part + 1).from : count;
    return StrayTimes.without(Arrays.copyOfRange(pts, parts.get(part).from, to), far);
  }

  private static long shift(List<Long> shifts, int part) {
    return part < shifts.size() ? shifts.get(part) : 0;
  }

  private static void requireFew(int frames) {
    if (frames >= PacketScan.MOST) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS, "the picture has more than " + PacketScan.MOST + " frames");
    }
  }

  private static long[] grown(long[] values, int used) {
    return used < values.length ? values : Arrays.copyOf(values, used * 2);
  }
}
