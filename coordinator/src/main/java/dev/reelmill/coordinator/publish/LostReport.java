package dev.reelmill.coordinator.publish;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stretch of the source's picture that could not be decoded; the picture around it, or black, is
 * shown there.
 *
 * @param startSeconds on the published clock
 * @param endSeconds exclusive
 */
public record LostReport(double startSeconds, double endSeconds) {

  /**
   * Each stretch once, in order.
   *
   * @param json what all segments reported
   * @param missing what the container lacks already
   */
  static List<LostReport> of(String json, List<TimeSpan> missing) {
    List<TimeSpan> lost =
        Stream.concat(Stream.of(Json.read(json, TimeSpan[].class)), missing.stream())
            .sorted(Comparator.comparing(TimeSpan::start))
            .toList();
    List<TimeSpan> joined = new ArrayList<>();
    for (TimeSpan span : lost) {
      TimeSpan last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && span.start().compareTo(last.end()) <= 0) {
        joined.set(joined.size() - 1, new TimeSpan(last.start(), later(last.end(), span.end())));
      } else {
        joined.add(span);
      }
    }
    return joined.stream()
        .map(span -> new LostReport(span.start().toDouble(), span.end().toDouble()))
        .toList();
  }

  private static Rational later(Rational one, Rational other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
