package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Listens to a list of all packets, and keeps what planning needs: every PTS of the picture, which
 * of them are keyframes, and where each other stream ends. About 17 bytes a frame.
 */
final class PacketScan {

  /** 24 hours at 60 frames per second. */
  static final int MOST = 24 * 3600 * 60;

  private static final long NONE = Long.MIN_VALUE;

  private final int picture;
  private final Map<Integer, Span> others = new HashMap<>();
  private long[] pts = new long[1024];
  private int count;
  private long[] keyframes = new long[64];
  private int keyframeCount;
  private boolean guessed;
  private long firstOfAll = NONE;
  private long lastPts = Long.MIN_VALUE;
  private long lastDuration;

  /** First and last tick of a stream. */
  record Span(long start, long end) {}

  PacketScan(int picture) {
    this.picture = picture;
  }

  /**
   * Takes a line {@code stream,pts,dts,duration,flags}.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_LIMITS} if there are too many frames
   * @throws ArithmeticException if its times can't be counted
   */
  void hear(String line) {
    String[] fields = line.split(",", 6);
    if (fields.length < 5) {
      return;
    }
    int stream = Integer.parseInt(fields[0]);
    long time = ticks(fields[1]);
    long decodeTime = ticks(fields[2]);
    long duration = Math.max(0, ticks(fields[3]));
    boolean keyframe = fields[4].startsWith("K");
    boolean discarded = fields[4].indexOf('D') >= 0;
    if (stream == picture) {
      guessed |= time == NONE;
      picture(time == NONE ? decodeTime : time, duration, keyframe, discarded);
    } else if (!discarded && time != NONE) {
      others.merge(stream, new Span(time, Math.addExact(time, duration)), PacketScan::union);
    }
  }

  /** Frames that are shown, as the container counts them. */
  int packets() {
    return count;
  }

  /** Whether presentation times are missing, so that decoding times stand in for some. */
  boolean isGuessed() {
    return guessed;
  }

  /** The PTS of every frame that is shown, ascending. */
  long[] sortedPts() {
    long[] sorted = Arrays.copyOf(pts, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The PTS of every keyframe, ascending, also of those that an edit list hides. */
  long[] sortedKeyframes() {
    long[] sorted = Arrays.copyOf(keyframes, keyframeCount);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The PTS of a keyframe about half-way through; of the first packet if there is none. */
  long middleKeyframe() {
    long[] sorted = sortedKeyframes();
    return sorted.length == 0 ? firstOfAll : sorted[sorted.length / 2];
  }

  /** The PTS of the first packet in the file. */
  long firstPacket() {
    return firstOfAll;
  }

  /** Duration of the frame that is shown last, in ticks; 0 if the container does not say. */
  long lastDuration() {
    return lastDuration;
  }

  /** Where another stream begins and ends, in its ticks. */
  Optional<Span> span(int stream) {
    return Optional.ofNullable(others.get(stream));
  }

  private void picture(long time, long duration, boolean keyframe, boolean discarded) {
    if (time == NONE) {
      return;
    }
    if (firstOfAll == NONE) {
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
    if (time > lastPts) {
      lastPts = time;
      lastDuration = duration;
    }
  }

  private static void requireFew(int frames) {
    if (frames >= MOST) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS, "the picture has more than " + MOST + " frames");
    }
  }

  private static long[] grown(long[] values, int used) {
    return used < values.length ? values : Arrays.copyOf(values, used * 2);
  }

  private static Span union(Span left, Span right) {
    return new Span(Math.min(left.start, right.start), Math.max(left.end, right.end));
  }

  private static long ticks(String text) {
    return text.isEmpty() || text.startsWith("N") ? NONE : Long.parseLong(text);
  }
}
