package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Orientation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the matrix by which a file says how its picture is to be turned (ISO/IEC 14496-12, 8.3.2).
 * A pixel at (x, y), y downwards, is shown at (a·x + c·y, b·x + d·y). Angles between quarters go to
 * the nearest one.
 */
final class DisplayMatrix {

  /** ffprobe prints three rows, each an address and three numbers. */
  private static final Pattern ROW = Pattern.compile("[0-9a-f]{8}:((?:\\s+-?\\d{1,10}){3})");

  private DisplayMatrix() {}

  /** Absent if the text is no matrix, or one that maps everything to a line. */
  static Optional<Orientation> read(String text) {
    Matcher rows = ROW.matcher(text);
    long[] first = row(rows);
    long[] second = row(rows);
    if (first.length == 0 || second.length == 0) {
      return Optional.empty();
    }
    return orientation(first[0], first[1], second[0], second[1]);
  }

  private static long[] row(Matcher rows) {
    return rows.find()
        ? java.util.Arrays.stream(rows.group(1).trim().split("\\s+"))
            .mapToLong(Long::parseLong)
            .toArray()
        : new long[0];
  }

  private static Optional<Orientation> orientation(long a, long b, long c, long d) {
    // Of the determinant only the sign matters; each product of 32-bit numbers fits, their
    // difference need not.
    int determinant = Long.compare(a * d, b * c);
    if (determinant == 0) {
      return Optional.empty();
    }
    boolean mirrored = determinant < 0;
    // Where a step to the right leads, once the mirror is taken away.
    long right = mirrored ? -a : a;
    long down = mirrored ? -b : b;
    int rotation =
        Math.abs(right) >= Math.abs(down) ? (right > 0 ? 0 : 180) : (down > 0 ? 90 : 270);
    return Optional.of(new Orientation(mirrored, rotation));
  }
}
