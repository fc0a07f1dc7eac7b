package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.Source.Stretch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the packets of a file are, in the order in which they are decoded. Not thread-safe. */
final class PacketMap {

  /** Some 80 MB. */
  private static final int MOST = 4_000_000;

  /**
   * FFmpeg reads packets of 5,000,000 bytes at most to find out about streams, and the one that
   * goes beyond. https://ffmpeg.org/ffmpeg-formats.html#Format-Options, probesize
   */
  static final long PROBED_BYTES = 5_500_000;

  /**
   * Packets that a decoder takes before it shows a frame: at most 16 frames wait to be shown in
   * order (ISO/IEC 14496-10, A.3.1), and one more tells that the stretch has ended.
   */
  static final int REORDERED = 18;

  /** Less than this between two packets costs less than a request of its own. */
  private static final long GAP = 16 << 10;

  private static final long NONE = Long.MIN_VALUE;

  private final Map<Integer, Track> tracks = new HashMap<>();
  private final ByteRanges first = new ByteRanges();
  private long heard;
  private long packets;
  private boolean unclear;

  private static final class Track {
    private int count;
    private long[] pts = new long[256];
    private long[] positions = new long[256];
    private int[] sizes = new int[256];
    private final BitSet keyframes = new BitSet();

    void add(long time, long position, int size, boolean keyframe) {
      if (count == pts.length) {
        pts = Arrays.copyOf(pts, 2 * count);
        positions = Arrays.copyOf(positions, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      pts[count] = time;
      positions[count] = position;
      sizes[count] = size;
      keyframes.set(count, keyframe);
      count++;
    }

    /** From one packet to the one before another. */
    ByteRanges ranges(int from, int to) {
      ByteRanges ranges = new ByteRanges();
      for (int i = from; i < to; i++) {
        ranges.addJoining(new ByteRange(positions[i], positions[i] + sizes[i]), GAP);
      }
      return ranges;
    }

    /**
     * The last keyframe that is shown at a time or before it; the first packet if there is none.
     */
    int keyframe(long time) {
      int found = 0;
      for (int i = keyframes.nextSetBit(0); i >= 0; i = keyframes.nextSetBit(i + 1)) {
        if (pts[i] <= time) {
          found = i;
        }
      }
      return found;
    }

    /** After the last packet that is shown before a time. */
    int end(long time) {
      for (int i = count; i > 0; i--) {
        if (pts[i - 1] < time) {
          return i;
        }
      }
      return 0;
    }
  }

  /** Takes a line {@code stream,pts,size,pos,flags}. */
  void hear(String line) {
    String[] fields = line.split(",", 6);
    if (fields.length < 5 || unclear) {
      return;
    }
    long position = number(fields[3]);
    long size = number(fields[2]);
    if (position < 0 || size < 0 || size > Integer.MAX_VALUE || ++packets > MOST) {
      unclear = true;
      return;
    }
    tracks
        .computeIfAbsent(Integer.valueOf(fields[0]), stream -> new Track())
        .add(number(fields[1]), position, (int) size, fields[4].startsWith("K"));
    if (heard < PROBED_BYTES) {
      first.addJoining(new ByteRange(position, position + size), GAP);
      heard += size;
    }
  }

  /** What was heard is not all. */
  void giveUp() {
    unclear = true;
  }

  /** Whether it knows where each packet is. */
  boolean isComplete() {
    return !unclear && packets > 0;
  }

  /** What FFmpeg reads to find out about the streams. */
  ByteRanges first() {
    return first;
  }

  /** All of a stream; absent if there is no such stream. */
  Optional<ByteRanges> track(int stream) {
    return Optional.ofNullable(tracks.get(stream)).map(track -> track.ranges(0, track.count));
  }

  /** A stretch of a stream; absent if there is no such stream, or its times are not known. */
  Optional<ByteRanges> stretch(Stretch wanted) {
    Track track = tracks.get(wanted.stream());
    if (track == null || Arrays.stream(track.pts, 0, track.count).anyMatch(time -> time == NONE)) {
      return Optional.empty();
    }
    Long until = wanted.untilPts();
    int end = until == null ? track.count : track.end(until) + REORDERED;
    return Optional.of(track.ranges(track.keyframe(wanted.fromPts()), Math.min(track.count, end)));
  }

  private static long number(String text) {
    return text.isEmpty() || text.startsWith("N") ? NONE : Long.parseLong(text);
  }
}
