package dev.reelmill.worker.hostile;

import static dev.reelmill.worker.hostile.Make.element;
import static dev.reelmill.worker.hostile.Make.endless;
import static dev.reelmill.worker.hostile.Make.hex;
import static dev.reelmill.worker.hostile.Make.joined;
import static dev.reelmill.worker.hostile.Make.repeated;
import static dev.reelmill.worker.hostile.Make.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Matroska files that are made to harm. https://www.matroska.org/technical/elements.html */
final class MatroskaBombs {

  private static final String SEGMENT = "18538067";
  private static final String TRACKS = "1654ae6b";
  private static final String CLUSTER = "1f43b675";
  private static final int DEPTH = 50_000;

  private static final byte[] HEAD = element("1a45dfa3", element("4282", text("matroska")));

  /** Times are milliseconds. */
  private static final byte[] INFO = element("1549a966", element("2ad7b1", hex("0f4240")));

  private static final byte[] TIME_ZERO = element("e7", hex("00"));

  private MatroskaBombs() {}

  /** A track of MJPEG pictures, whose frames need no header. */
  private static byte[] track(int number, byte[]... more) {
    byte[] numbered = Make.int16(number);
    byte[] size = joined(element("b0", hex("40")), element("ba", hex("30")));
    return element(
        "ae",
        element("d7", numbered),
        element("73c5", numbered),
        element("83", hex("01")),
        element("86", text("V_MJPEG")),
        element("e0", size),
        joined(more));
  }

  private static byte[] block(byte[] frame) {
    return element("a3", hex("81 0000 80"), frame);
  }

  /** Elements of unknown size, and frames of one byte until the file ends. */
  static byte[] endlessFrames(int megabytes) {
    byte[] frame = hex("a3 85 81 0000 80 00");
    byte[] frames = repeated(frame, megabytes * 1_000_000 / frame.length);
    return joined(
        HEAD,
        endless(SEGMENT, INFO, element(TRACKS, track(1)), endless(CLUSTER, TIME_ZERO, frames)));
  }

  /** A list of contents that leads back to itself. */
  static byte[] endlessIndex() {
    byte[] toItself = element("4dbb", element("53ab", hex("114d9b74")), element("53ac", hex("00")));
    byte[] toEnd = element("4dbb", element("53ab", hex("1c53bb6b")), element("53ac", hex("00")));
    byte[] list = element("114d9b74", repeated(joined(toItself, toEnd), 2000));
    return joined(HEAD, endless(SEGMENT, list, INFO, element(TRACKS, track(1)), picture()));
  }

  private static byte[] picture() {
    return element(CLUSTER, TIME_ZERO, block(hex("ffd8ffd9")));
  }

  static byte[] manyTracks(int count) {
    ByteArrayOutputStream tracks = new ByteArrayOutputStream();
    for (int i = 1; i <= count; i++) {
      tracks.writeBytes(track(i));
    }
    return joined(HEAD, endless(SEGMENT, INFO, element(TRACKS, tracks.toByteArray()), picture()));
  }

  static byte[] deep() {
    byte[] tags = element("1254c367", element("7373", Make.nestedElements("67c8", DEPTH)));
    return joined(HEAD, endless(SEGMENT, INFO, tags, element(TRACKS, track(1)), picture()));
  }

  static byte[] longTitle(int megabytes) {
    byte[] title = new byte[megabytes * 1_000_000];
    Arrays.fill(title, (byte) 'x');
    byte[] named = element(TRACKS, track(1, element("536e", title)));
    return joined(HEAD, endless(SEGMENT, INFO, named, picture()));
  }

  static byte[] manyChapters(int count) {
    byte[] display = element("80", element("85", text("t".repeat(100))));
    byte[] times = joined(element("91", hex("00")), element("92", hex("3b9aca00")));
    ByteArrayOutputStream atoms = new ByteArrayOutputStream();
    for (int i = 1; i <= count; i++) {
      atoms.writeBytes(element("b6", element("73c4", Make.int32(i)), times, display));
    }
    byte[] chapters = element("1043a770", element("45b9", atoms.toByteArray()));
    return joined(HEAD, endless(SEGMENT, INFO, chapters, element(TRACKS, track(1)), picture()));
  }

  /** Frames that are compressed with zlib, of zeros. */
  static byte[] zippedFrames(int mebibytes) {
    byte[] zlib = element("5034", element("4254", hex("00")));
    byte[] encodings = element("6d80", element("6240", element("5031", hex("00")), zlib));
    byte[] frame = block(IsoBombs.deflatedZeros(mebibytes));
    byte[] tracks = element(TRACKS, track(1, encodings));
    return joined(
        HEAD, endless(SEGMENT, INFO, tracks, element(CLUSTER, TIME_ZERO, repeated(frame, 20))));
  }

  /**
   * A file that says where others are: the segments before and after, and attachments.
   *
   * @param playlist text that names more
   */
  static byte[] linked(String place, String playlist) {
    byte[] links =
        joined(
            element("3cb923", new byte[16]),
            element("3c83ab", text(place)),
            element("3eb923", new byte[16]),
            element("3e83bb", text(place)),
            element("2ad7b1", hex("0f4240")));
    byte[] attachment =
        element(
            "61a7",
            element("466e", text(place)),
            element("4660", text("application/vnd.apple.mpegurl")),
            element("46ae", hex("01")),
            element("465c", text(playlist)));
    return joined(
        HEAD,
        endless(
            SEGMENT,
            element("1549a966", links),
            element(TRACKS, track(1)),
            element("1941a469", attachment),
            picture()));
  }
}
