package dev.reelmill.worker.assemble;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.TrackPieces;
import org.jspecify.annotations.Nullable;

/** Listens to the list of a file's packets, and holds it against what was ordered. */
final class PacketTotals {

  /** Pictures and sound begin where the published ones do, as near as anybody can tell. */
  private static final long TOLERANCE_MICROS = 5_000;

  /** In WebM, Opus begins its usual delay of 312 samples early. */
  private static final long OPUS_DELAY_MICROS = 6_500;

  private static final int MICROS = 1_000_000;

  private final Totals picture = new Totals();
  private final Totals sound = new Totals();

  /** Of one stream; times in microseconds. */
  static final class Totals {
    private long packets;
    private long first = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private long lastDts = Long.MIN_VALUE;
    private boolean disordered;

    long packets() {
      return packets;
    }

    private void add(long pts, long dts, long duration) {
      packets++;
      first = Math.min(first, pts);
      end = Math.max(end, pts + duration);
      disordered |= dts <= lastDts;
      lastDts = dts;
    }
  }

  /** Takes a line {@code stream,pts_time,dts_time,duration_time}. */
  void hear(String line) {
    String[] fields = line.split(",", 5);
    if (fields.length < 4 || fields[1].startsWith("N")) {
      return;
    }
    long pts = micros(fields[1]);
    long dts = fields[2].startsWith("N") ? pts : micros(fields[2]);
    long duration = fields[3].startsWith("N") ? 0 : micros(fields[3]);
    (fields[0].equals("0") ? picture : sound).add(pts, dts, duration);
  }

  Totals picture() {
    return picture;
  }

  /** Where the longer stream ends, in seconds. */
  Rational end() {
    return Rational.of(Math.max(picture.end, sound.end), MICROS);
  }

  /**
   * Compares.
   *
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} with what is wrong
   */
  void check(AssembleFile order) {
    check(order, order.video(), picture, 0);
    boolean opus = order.container() == FileContainer.WEBM;
    check(order, order.audio(), sound, opus ? OPUS_DELAY_MICROS : 0);
  }

  /**
   * Compares one stream.
   *
   * @param delay of the decoder, which cuts it off again
   */
  private static void check(
      AssembleFile order, @Nullable TrackPieces wanted, Totals found, long delay) {
    long packets = wanted == null ? 0 : wanted.samples();
    require(
        found.packets == packets,
        order.name() + ": " + found.packets + " packets instead of " + packets);
    if (wanted != null) {
      long start = wanted.start().times(MICROS).round();
      require(
          found.first >= start - delay - TOLERANCE_MICROS
              && found.first <= start + TOLERANCE_MICROS,
          "%s: %s begins at %d µs instead of %d"
              .formatted(order.name(), wanted.rendition(), found.first, start));
      require(
          !found.disordered,
          "%s: %s goes back in time".formatted(order.name(), wanted.rendition()));
    }
  }

  private static long micros(String seconds) {
    return new java.math.BigDecimal(seconds).movePointRight(6).longValue();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ReelmillException(FailureCode.VERIFICATION_FAILED, otherwise);
    }
  }
}
