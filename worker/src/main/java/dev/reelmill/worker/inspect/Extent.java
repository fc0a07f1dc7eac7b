package dev.reelmill.worker.inspect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From where to where a stream goes; a packet counts when the one after it is known. */
final class Extent {

  private final long far;
  private @Nullable Span whole;
  private @Nullable Span before;
  private @Nullable Span latest;

  /** First and last tick of a stream. */
  record Span(long start, long end) {

    Span plus(Span other) {
      return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    Span shifted(long ticks) {
      return new Span(Math.addExact(start, ticks), Math.addExact(end, ticks));
    }
  }

  /**
   * @param far ticks that no reordering explains
   */
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
      whole = whole == null ? packet : whole.plus(packet);
    }
  }

  /** None if nothing was heard. */
  Optional<Span> span() {
    count(latest);
    return Optional.ofNullable(whole);
  }
}
