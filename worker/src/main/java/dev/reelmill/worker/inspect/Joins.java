package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds out by how much the parts of joined recordings have to be moved, such that each follows the
 * one before: nothing overlaps, no more than has to be is left empty, and picture and sound of a
 * part stay together.
 */
final class Joins {

  /** The clocks of one part are all set by about as much. */
  private static final Rational ALIKE = Rational.of(5);

  private Joins() {}

  /**
   * A stream's clock was set anew.
   *
   * @param stream index
   * @param packet number of its first packet with the new time
   * @param line number of that among the packets of the whole file
   * @param end of what came before, in seconds
   * @param start of what follows, in seconds
   */
  record Boundary(int stream, long packet, long line, Rational end, Rational start) {
    private Rational step() {
      return start.minus(end);
    }
  }

  /**
   * For each stream by how much its parts are moved.
   *
   * @param boundaries of all streams
   * @param firstLines of each stream, the number of its first packet in the whole file
   * @param closesGaps whether the clock is also set back where all streams leap forward; else
   *     nothing was recorded for so long
   * @param tick of which all shifts are a multiple, in seconds
   */
  static Map<Integer, List<TimeJump>> of(
      List<Boundary> boundaries, Map<Integer, Long> firstLines, boolean closesGaps, Rational tick) {
    Map<Integer, List<TimeJump>> jumps = new HashMap<>();
    for (List<Boundary> join : grouped(boundaries)) {
      boolean back = join.stream().anyMatch(one -> !one.step().isPositive());
      if (!back && !(closesGaps && join.size() == firstLines.size())) {
        continue;
      }
      Rational shift =
          join.stream()
              .map(one -> one.end().minus(one.start()))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      Rational exact = tick.times(shift.dividedBy(tick).ceil());
      firstLines.forEach(
          (stream, firstLine) ->
              first(join, stream, firstLine)
                  .forEach(
                      packet ->
                          jumps
                              .computeIfAbsent(stream, index -> new ArrayList<>())
                              .add(new TimeJump(packet, exact))));
    }
    return jumps;
  }

  /** Says it in words, once for all streams. */
  static void tell(List<List<TimeJump>> streams, List<String> warnings) {
    streams.stream()
        .max(Comparator.comparingInt(List::size))
        .filter(jumps -> !jumps.isEmpty())
        .ifPresent(
            jumps -> {
              double shift = jumps.getFirst().shift().toDouble();
              warnings.add(
                  String.format(
                      Locale.ROOT,
                      "The file's clock jumps %s by %.3f s %s; what follows a jump was joined to what is before it.",
                      jumps.size() == 1 ? "once," : jumps.size() + " times, first",
                      Math.abs(shift),
                      shift > 0 ? "back" : "ahead"));
            });
  }

  /** The packet from which a stream has the new time; none if it never has. */
  private static Stream<Long> first(List<Boundary> join, int stream, long firstLine) {
    List<Long> own =
        join.stream().filter(one -> one.stream() == stream).map(Boundary::packet).toList();
    boolean beginsLater = firstLine > join.getFirst().line();
    return own.isEmpty() && beginsLater ? Stream.of(0L) : own.stream();
  }

  private static List<List<Boundary>> grouped(List<Boundary> boundaries) {
    List<List<Boundary>> groups = new ArrayList<>();
    for (Boundary boundary :
        boundaries.stream().sorted(Comparator.comparingLong(Boundary::line)).toList()) {
      if (groups.isEmpty() || !belongs(boundary, groups.getLast())) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(boundary);
    }
    return groups;
  }

  private static boolean belongs(Boundary boundary, List<Boundary> group) {
    Rational difference = boundary.step().minus(group.getFirst().step());
    return group.stream().noneMatch(one -> one.stream() == boundary.stream())
        && difference.compareTo(ALIKE) <= 0
        && ALIKE.plus(difference).compareTo(Rational.ZERO) >= 0;
  }
}
