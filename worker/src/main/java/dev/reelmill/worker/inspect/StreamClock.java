package dev.reelmill.worker.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the times of one stream through the file, and finds where its clock was set anew: where
 * several packets in a row contradict those before them, but not each other. One or two that do are
 * damage.
 */
final class StreamClock {

  static final long NONE = Long.MIN_VALUE;

  /** So many have to agree on the new time. */
  private static final int AGREED = 3;

  /** A file with more is not joined, but broken. */
  private static final int MOST = 100;

  private final long far;
  private final List<Packet> doubtful = new ArrayList<>();
  private final List<Reset> resets = new ArrayList<>();
  private @Nullable Packet last;
  private long count;
  private long firstLine = NONE;
  private @Nullable Reset possible;

  /**
   * One packet.
   *
   * @param time when it is shown, in ticks; {@link #NONE} if it does not say
   * @param decodeTime likewise
   * @param duration in ticks; 0 if it does not say
   * @param keyframe whether decoding can begin with it
   * @param discarded whether an edit list hides it
   */
  record Packet(long time, long decodeTime, long duration, boolean keyframe, boolean discarded) {
    private long clock() {
      return decodeTime == NONE ? time : decodeTime;
    }

    private boolean hasDecodeTime() {
      return decodeTime != NONE;
    }
  }

  /**
   * Where it was set anew.
   *
   * @param packet number of the first packet of the stream that has the new time
   * @param line its number among the packets of the whole file
   */
  record Reset(long packet, long line) {}

  /**
   * @param far ticks that lie between packets only if one is wrong, or something is missing
   */
  StreamClock(long far) {
    this.far = far;
  }

  /**
   * Takes the stream's next packet, and passes on those of which is known to which part they
   * belong: always all before them first.
   *
   * @param line its number among the packets of the whole file
   */
  void hear(Packet packet, long line, Consumer<Packet> next) {
    long number = count++;
    if (firstLine == NONE) {
      firstLine = line;
    }
    if (packet.discarded || packet.clock() == NONE) {
      next.accept(packet);
      return;
    }
    if (last == null || follows(last, packet)) {
      end(next);
      last = packet;
      next.accept(packet);
      return;
    }
    if (!doubtful.isEmpty() && !follows(doubtful.getLast(), packet)) {
      end(next);
    }
    if (doubtful.isEmpty()) {
      possible = new Reset(number, line);
    }
    doubtful.add(packet);
    if (doubtful.size() == AGREED) {
      if (possible != null && !isBroken()) {
        resets.add(possible);
      }
      last = packet;
      end(next);
    }
  }

  /** Passes on what is left; a part that is too short to be one is damage. */
  void end(Consumer<Packet> next) {
    doubtful.forEach(next);
    doubtful.clear();
  }

  /** How often it was set anew, up to what was passed on last. */
  int part() {
    return resets.size();
  }

  List<Reset> resets() {
    return List.copyOf(resets);
  }

  /** Whether it was set anew too often for parts that could be joined. */
  boolean isBroken() {
    return resets.size() == MOST;
  }

  /** Number of its first packet among those of the whole file. */
  long firstLine() {
    return firstLine;
  }

  /** Decoding times do not go back; other times do, where pictures are reordered. */
  private boolean follows(Packet before, Packet packet) {
    long slack = before.hasDecodeTime() && packet.hasDecodeTime() ? far / 100 : far / 5;
    long from = before.clock();
    long to = packet.clock();
    long step = to - from;
    boolean overflows = ((to ^ from) & (to ^ step)) < 0;
    return !overflows && step >= -slack && step <= far;
  }
}
