package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.List;

/**
 * What a rendition takes of a connection, in bits per second.
 *
 * @param peak the largest rate of any chunks in a row that last between half and one and a half
 *     times the target duration (RFC 8216, 4.1)
 * @param average over the whole
 */
record Bandwidth(long peak, long average) {

  static final Bandwidth NONE = new Bandwidth(0, 0);

  private static final Rational LEAST = Rational.of(1, 2);
  private static final Rational MOST = Rational.of(3, 2);

  /** As measured, of a rendition that is complete. */
  static Bandwidth of(Track track) {
    return of(Chunk.of(track));
  }

  static Bandwidth of(List<Chunk> chunks) {
    long bytes = chunks.stream().mapToLong(Chunk::sizeBytes).sum();
    Rational length =
        chunks.isEmpty() ? Rational.ZERO : chunks.getLast().end().minus(chunks.getFirst().start());
    long average = rate(bytes, length);
    return new Bandwidth(Math.max(peak(chunks), average), average);
  }

  /** Of one that grows: at least its cap, which it can't exceed for long. */
  static Bandwidth growing(Track track) {
    Bandwidth soFar = of(track);
    return new Bandwidth(Math.max(soFar.peak, track.cap()), Math.max(soFar.average, track.cap()));
  }

  private static long peak(List<Chunk> chunks) {
    Rational target = Rational.of(Chunk.targetSeconds(chunks));
    Rational least = target.times(LEAST);
    Rational most = target.times(MOST);
    long peak = 0;
    for (int from = 0; from < chunks.size(); from++) {
      long bytes = 0;
      Rational length = Rational.ZERO;
      for (int to = from; to < chunks.size() && length.compareTo(most) <= 0; to++) {
        bytes += chunks.get(to).sizeBytes();
        length = length.plus(chunks.get(to).duration());
        if (length.compareTo(least) >= 0 && length.compareTo(most) <= 0) {
          peak = Math.max(peak, rate(bytes, length));
        }
      }
    }
    return peak;
  }

  private static long rate(long bytes, Rational length) {
    return length.isPositive() ? Rational.of(8 * bytes).dividedBy(length).ceil() : 0;
  }

  Bandwidth plus(Bandwidth other) {
    return new Bandwidth(peak + other.peak, average + other.average);
  }

  /** The greater of each. */
  Bandwidth max(Bandwidth other) {
    return new Bandwidth(Math.max(peak, other.peak), Math.max(average, other.average));
  }
}
