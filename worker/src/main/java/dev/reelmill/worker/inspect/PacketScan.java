package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a list of all packets, and keeps what planning needs: every PTS of the picture, which
 * of them are keyframes, and where each other stream ends. About 17 bytes a frame. Times that
 * damage made up are left out.
 */
final class PacketScan {

  /** 24 hours at 60 frames per second. */
  static final int MOST = 24 * 3600 * 60;

  private static final long NONE = Long.MIN_VALUE;

  private final int picture;
  private final Map<Integer, Long> far;
  private final Map<Integer, Extent> others = new HashMap<>();
  private long[] pts = new long[1024];
  private int count;
  private long[] keyframes = new long[64];
  private int keyframeCount;
  private boolean guessed;
  private boolean timed;
  private boolean damaged;
  private long untimedEnd;
  private long firstOfAll = NONE;
  private long lastPts = NONE;
  private long lastDuration;

  /** First and last tick of a stream. */
  record Span(long start, long end) {}

  /**
   * @param picture index of its stream
   * @param far for each stream, ticks that no reordering explains
   */
  PacketScan(int picture, Map<Integer, Long> far) {
    this.picture = picture;
    this.far = Map.copyOf(far);
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
      if (time != NONE || decodeTime != NONE) {
        begin();
        picture(time == NONE ? decodeTime : time, duration, keyframe, discarded);
      } else if (!timed) {
        picture(untimedEnd, duration, keyframe, discarded);
        untimedEnd += Math.max(1, duration);
      }
    } else if (!discarded && time != NONE) {
      others
          .computeIfAbsent(stream, index -> new Extent(far(index)))
          .hear(new Span(time, Math.addExact(time, duration)));
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

  /**
   * Whether there is no time at all, as in a bare stream: then one frame follows the other, as they
   * do in the decoder, and nothing can be sought.
   */
  boolean isUntimed() {
    return count > 0 && !timed;
  }

  /** The PTS of every frame that is shown, ascending. */
  long[] sortedPts() {
    long[] sorted = StrayTimes.without(Arrays.copyOf(pts, count), far(picture));
    Arrays.sort(sorted);
    return sorted;
  }

  void markDamaged() {
    damaged = true;
  }

  /** Whether the container is, as far as its reader complained. */
  boolean isDamaged() {
    return damaged;
  }

  /** How many frames have times that can't be right. */
  int strays() {
    return count - sortedPts().length;
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

  /** Duration of the frame that is shown last, in ticks; 0 if that is not known. */
  long lastDuration() {
    return strays() > 0 ? 0 : lastDuration;
  }

  /** Where another stream begins and ends, in its ticks. */
  Optional<Span> span(int stream) {
    return Optional.ofNullable(others.get(stream)).map(Extent::span);
  }

  /** At the first packet with a time, those before it without one are forgotten. */
  private void begin() {
    if (!timed) {
      timed = true;
      count = 0;
      keyframeCount = 0;
      firstOfAll = NONE;
      lastPts = NONE;
    }
  }

  private void picture(long time, long duration, boolean keyframe, boolean discarded) {
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

  private long far(int stream) {
    return far.getOrDefault(stream, Long.MAX_VALUE);
  }

  /** From where to where a stream goes; a packet counts when the one after it is known. */
  private static final class Extent {
    private final long far;
    private @Nullable Span whole;
    private @Nullable Span before;
    private @Nullable Span latest;

    Extent(long far) {
      this.far = far;
    }

    void hear(Span packet) {
      if (before != null
          && latest != null
          && StrayTimes.isStray(before.start, latest.start, packet.start, far)) {
        latest = packet;
        return;
      }
      count(latest);
      before = latest;
      latest = packet;
    }

    private void count(@Nullable Span packet) {
      if (packet != null) {
        whole =
            whole == null
                ? packet
                : new Span(Math.min(whole.start, packet.start), Math.max(whole.end, packet.end));
      }
    }

    Span span() {
      count(latest);
      return Objects.requireNonNull(whole);
    }
  }

  private static long ticks(String text) {
    return text.isEmpty() || text.startsWith("N") ? NONE : Long.parseLong(text);
  }
}
