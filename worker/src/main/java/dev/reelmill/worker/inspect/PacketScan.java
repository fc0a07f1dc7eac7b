package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.worker.inspect.Extent.Span;
import dev.reelmill.worker.inspect.Joins.Boundary;
import dev.reelmill.worker.inspect.StreamClock.Packet;
import dev.reelmill.worker.inspect.StreamClock.Reset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Listens to a list of all packets, and keeps what planning needs: every PTS of the picture, which
 * of them are keyframes, and where each other stream ends. Times that damage made up are left out;
 * where clocks were set anew, what follows is moved behind what was before.
 */
final class PacketScan {

  /** 24 hours at 60 frames per second. */
  static final int MOST = 24 * 3600 * 60;

  private static final long NONE = StreamClock.NONE;

  private final int picture;
  private final Map<Integer, Long> far;
  private final Map<Integer, StreamClock> clocks = new HashMap<>();
  private final Map<Integer, List<Extent>> others = new HashMap<>();
  private final PicturePackets frames;
  private Map<Integer, List<TimeJump>> jumps = Map.of();
  private Map<Integer, List<Long>> shifts = Map.of();
  private boolean guessed;
  private boolean timed;
  private boolean damaged;
  private long untimedEnd;
  private long lines;

  /**
   * @param picture index of its stream
   * @param far for each stream, ticks that no reordering explains
   */
  PacketScan(int picture, Map<Integer, Long> far) {
    this.picture = picture;
    this.far = Map.copyOf(far);
    this.frames = new PicturePackets(far(picture));
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
    Packet packet =
        new Packet(
            ticks(fields[1]),
            ticks(fields[2]),
            Math.max(0, ticks(fields[3])),
            fields[4].startsWith("K"),
            fields[4].indexOf('D') >= 0);
    clocks
        .computeIfAbsent(stream, index -> new StreamClock(far(index)))
        .hear(packet, lines++, next -> keep(stream, next));
  }

  private void keep(int stream, Packet packet) {
    int part = clock(stream).part();
    long time = packet.time();
    if (stream == picture) {
      guessed |= time == NONE;
      if (time != NONE || packet.decodeTime() != NONE) {
        begin();
        picture(part, time == NONE ? packet.decodeTime() : time, packet);
      } else if (!timed) {
        picture(part, untimedEnd, packet);
        untimedEnd += Math.max(1, packet.duration());
      }
    } else if (!packet.discarded() && time != NONE) {
      List<Extent> extents = others.computeIfAbsent(stream, index -> new ArrayList<>());
      while (extents.size() <= part) {
        extents.add(new Extent(far(stream)));
      }
      extents.getLast().hear(new Span(time, Math.addExact(time, packet.duration())));
    }
  }

  /** At the first packet with a time, those before it without one are forgotten. */
  private void begin() {
    if (!timed) {
      timed = true;
      frames.clear();
    }
  }

  private void picture(int part, long time, Packet packet) {
    frames.hear(part, time, packet.duration(), packet.keyframe(), packet.discarded());
  }

  /**
   * Ends it, and joins the parts of what has a picture or a sound.
   *
   * @param timebases of these streams
   * @param closesGaps whether clocks of this container may leap forward without anything missing
   */
  void end(Map<Integer, Rational> timebases, boolean closesGaps) {
    clocks.forEach((stream, clock) -> clock.end(packet -> keep(stream, packet)));
    Map<Integer, Long> firstLines = new TreeMap<>();
    List<Boundary> boundaries = new ArrayList<>();
    timebases.forEach(
        (stream, timebase) -> {
          if (clocks.containsKey(stream)) {
            firstLines.put(stream, clock(stream).firstLine());
            boundaries.addAll(boundaries(stream, timebase));
          }
        });
    if (boundaries.isEmpty() || clocks.values().stream().anyMatch(StreamClock::isBroken)) {
      return;
    }
    Rational tick = timebases.getOrDefault(picture, Rational.of(1, 90_000));
    jumps = Joins.of(boundaries, firstLines, closesGaps, tick);
    shifts = new HashMap<>();
    timebases.forEach((stream, timebase) -> shifts.put(stream, shifts(stream, timebase)));
  }

  private List<Boundary> boundaries(int stream, Rational timebase) {
    List<Reset> resets = clock(stream).resets();
    List<Boundary> boundaries = new ArrayList<>();
    for (int i = 0; i < resets.size(); i++) {
      Optional<Span> before = part(stream, i);
      Optional<Span> after = part(stream, i + 1);
      if (before.isPresent() && after.isPresent()) {
        boundaries.add(
            new Boundary(
                stream,
                resets.get(i).packet(),
                resets.get(i).line(),
                timebase.times(before.get().end()),
                timebase.times(after.get().start())));
      }
    }
    return boundaries;
  }

  /** By how many ticks each part of a stream is moved. */
  private List<Long> shifts(int stream, Rational timebase) {
    List<Reset> resets = clock(stream).resets();
    List<Long> ticks = new ArrayList<>();
    for (int part = 0; part <= resets.size(); part++) {
      long from = part == 0 ? 0 : resets.get(part - 1).packet();
      ticks.add(
          jumps(stream).stream()
              .filter(jump -> jump.packet() <= from)
              .mapToLong(jump -> jump.shift().dividedBy(timebase).round())
              .sum());
    }
    return ticks;
  }

  private Optional<Span> part(int stream, int part) {
    if (stream == picture) {
      return frames.span(part);
    }
    List<Extent> extents = others.getOrDefault(stream, List.of());
    return part < extents.size() ? extents.get(part).span() : Optional.empty();
  }

  /** Where a stream's clock was set anew, and by how much it is moved there. */
  List<TimeJump> jumps(int stream) {
    return jumps.getOrDefault(stream, List.of());
  }

  /** Frames that are shown, as the container counts them. */
  int packets() {
    return frames.count();
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
    return frames.count() > 0 && !timed;
  }

  /** The PTS of every frame that is shown, ascending. */
  long[] sortedPts() {
    return frames.sorted(shifts.getOrDefault(picture, List.of()));
  }

  /** The PTS of the first frame of each part, where there are several. */
  Set<Long> partStarts() {
    Set<Long> starts = new HashSet<>();
    List<Long> moved = shifts.getOrDefault(picture, List.of());
    for (int i = 0; i < moved.size(); i++) {
      long shift = moved.get(i);
      frames.span(i).ifPresent(span -> starts.add(Math.addExact(span.start(), shift)));
    }
    return starts;
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
    return frames.count() - sortedPts().length;
  }

  /** The PTS of every keyframe, ascending, also of those that an edit list hides. */
  long[] sortedKeyframes() {
    return frames.sortedKeyframes(shifts.getOrDefault(picture, List.of()));
  }

  /**
   * The PTS of a keyframe about half-way through, as the file has it; of the first packet if there
   * is none.
   */
  long middleKeyframe() {
    long[] sorted = frames.sortedKeyframes(List.of());
    return sorted.length == 0 ? frames.first() : sorted[sorted.length / 2];
  }

  /** The PTS of the first packet in the file. */
  long firstPacket() {
    return frames.first();
  }

  /** Duration of the frame that is shown last, in ticks; 0 if that is not known. */
  long lastDuration() {
    return strays() > 0 ? 0 : frames.lastDuration();
  }

  /** Where another stream begins and ends, in its ticks. */
  Optional<Span> span(int stream) {
    List<Long> moved = shifts.getOrDefault(stream, List.of());
    List<Extent> extents = others.getOrDefault(stream, List.of());
    Optional<Span> whole = Optional.empty();
    for (int i = 0; i < extents.size(); i++) {
      long shift = i < moved.size() ? moved.get(i) : 0;
      Optional<Span> sofar = whole;
      whole =
          extents
              .get(i)
              .span()
              .map(part -> part.shifted(shift))
              .map(part -> sofar.map(part::plus).orElse(part))
              .or(() -> sofar);
    }
    return whole;
  }

  private StreamClock clock(int stream) {
    return clocks.computeIfAbsent(stream, index -> new StreamClock(far(index)));
  }

  private long far(int stream) {
    return far.getOrDefault(stream, Long.MAX_VALUE);
  }

  private static long ticks(String text) {
    return text.isEmpty() || text.startsWith("N") ? NONE : Long.parseLong(text);
  }
}
