package dev.reelmill.worker.hostile;

import static dev.reelmill.worker.hostile.Make.box;
import static dev.reelmill.worker.hostile.Make.boxOf;
import static dev.reelmill.worker.hostile.Make.find;
import static dev.reelmill.worker.hostile.Make.int32;
import static dev.reelmill.worker.hostile.Make.joined;
import static dev.reelmill.worker.hostile.Make.patched;
import static dev.reelmill.worker.hostile.Make.repeated;
import static dev.reelmill.worker.hostile.Make.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** MP4 and QuickTime files that are made to harm, from a good one. */
final class IsoBombs {

  private static final int DEPTH = 100_000;
  private static final int ZIPPED_MEBIBYTES = 256;

  private IsoBombs() {}

  /** A movie with so many more tracks, all alike. */
  static byte[] tracks(byte[] good, String like, int count) {
    byte[] moov = boxOf(good, "moov");
    byte[] track = like.equals("soun") ? lastTrack(moov) : boxOf(moov, "trak");
    byte[] inside = Arrays.copyOfRange(moov, 8, moov.length);
    int at = find(good, "moov") - 4;
    return joined(
        Arrays.copyOf(good, at),
        box("moov", inside, repeated(track, count)),
        Arrays.copyOfRange(good, at + moov.length, good.length));
  }

  private static byte[] lastTrack(byte[] moov) {
    byte[] rest = Arrays.copyOfRange(moov, find(moov, "trak") + 4, moov.length);
    return boxOf(rest, "trak");
  }

  static byte[] deep() {
    return joined(box("ftyp", text("isom"), int32(0)), Make.nestedBoxes("moov", DEPTH));
  }

  /** As many samples as a number can say, all of one size, so that no table is needed. */
  static byte[] samples(byte[] good) {
    byte[] sized = patched(good, "stsz", 8, int32(1));
    return patched(sized, "stsz", 12, int32(0x7fff_ffff));
  }

  /** Frames that stay for years. */
  static byte[] slow(byte[] good) {
    return patched(patched(good, "mdhd", 16, int32(1)), "stts", 16, int32(0x7fff_ffff));
  }

  /** A matrix whose determinant is beyond 64 bits. */
  static byte[] matrix(byte[] good) {
    byte[] least = int32(0x8000_0000L);
    byte[] most = int32(0x7fff_ffffL);
    byte[] rows = joined(least, most, int32(0), most, least, int32(0));
    // Behind the name: version and flags, five fields of 32 bits, eight bytes, four of 16 bits.
    return patched(good, "tkhd", 4 + 4 + 5 * 4 + 8 + 8, rows);
  }

  /** A header that was compressed, of zeros. https://developer.apple.com (QuickTime: cmov) */
  static byte[] zippedHeader() {
    byte[] zeros = deflatedZeros(ZIPPED_MEBIBYTES);
    byte[] data = box("cmvd", int32((long) ZIPPED_MEBIBYTES << 20), zeros);
    return joined(
        box("ftyp", text("qt  "), int32(0)),
        box("moov", box("cmov", box("dcom", text("zlib")), data)));
  }

  static byte[] deflatedZeros(int mebibytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    byte[] zeros = new byte[1 << 20];
    byte[] block = new byte[1 << 16];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < mebibytes; i++) {
      deflater.setInput(zeros);
      if (i == mebibytes - 1) {
        deflater.finish();
      }
      int count = deflater.deflate(block);
      while (count > 0) {
        all.write(block, 0, count);
        count = deflater.deflate(block);
      }
    }
    deflater.end();
    return all.toByteArray();
  }

  /** A movie whose samples lie in another file: by a QuickTime alias, or by an address. */
  static byte[] elsewhere(byte[] good, byte[] reference) {
    byte[] dref = boxOf(good, "dref");
    byte[] other = box("dref", int32(0), int32(1), reference);
    byte[] changed = good;
    for (String parent : new String[] {"dinf", "minf", "mdia", "trak", "moov"}) {
      int at = find(changed, parent);
      long size = Layout.number(changed, at - 4, 4, false);
      changed = patched(changed, parent, -4, int32(size + other.length - dref.length));
    }
    int at = find(changed, "dref") - 4;
    return joined(
        Arrays.copyOf(changed, at),
        other,
        Arrays.copyOfRange(changed, at + dref.length, changed.length));
  }
}
