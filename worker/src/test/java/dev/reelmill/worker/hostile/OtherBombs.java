package dev.reelmill.worker.hostile;

import static dev.reelmill.worker.hostile.Make.chunk;
import static dev.reelmill.worker.hostile.Make.hex;
import static dev.reelmill.worker.hostile.Make.int16;
import static dev.reelmill.worker.hostile.Make.joined;
import static dev.reelmill.worker.hostile.Make.littleInt16;
import static dev.reelmill.worker.hostile.Make.littleInt32;
import static dev.reelmill.worker.hostile.Make.repeated;
import static dev.reelmill.worker.hostile.Make.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Files of other containers that are made to harm. */
final class OtherBombs {

  private static final int TS_PAYLOAD = 184;
  private static final int FIRST_PMT = 0x100;
  private static final int FIRST_STREAM = 0x400;

  private OtherBombs() {}

  /** A frame that is announced, and not there. */
  static byte[] announcedFrame() {
    return joined(text("YUV4MPEG2 W16384 H8192 F25:1 C420\nFRAME\n"), new byte[5000]);
  }

  /** A canvas of 65,535 × 65,535 pixels, and one pixel on it. */
  static byte[] canvas() {
    return joined(
        text("GIF89a"),
        hex("ffffffff 800000 000000ffffff"),
        repeated(hex("21f9040401000000 2c0000000001000100 00 02 02 4401 00"), 50),
        hex("3b"));
  }

  /** Sound of one channel at so many samples of one byte a second. */
  static byte[] slowSound(int rate, int samples) {
    return wave(1, rate, 8, new byte[samples]);
  }

  static byte[] wideSound() {
    return wave(65_535, 0x7fff_ffff, 16, new byte[200_000]);
  }

  private static byte[] wave(int channels, int rate, int bits, byte[] samples) {
    byte[] format =
        joined(
            littleInt16(1),
            littleInt16(channels),
            littleInt32(rate),
            littleInt32((long) rate * channels * bits / 8),
            littleInt16(channels * bits / 8),
            littleInt16(bits));
    return chunk("RIFF", text("WAVE"), chunk("fmt ", format), chunk("data", samples));
  }

  /** A transport stream whose tables announce many streams. */
  static byte[] transport(int programs, int streams) {
    ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    for (int p = 0; p < programs; p++) {
      pairs.writeBytes(joined(int16(p + 1), int16(0xe000 | (FIRST_PMT + p))));
      ByteArrayOutputStream list = new ByteArrayOutputStream();
      for (int s = 0; s < streams; s++) {
        int pid = FIRST_STREAM + (p * streams + s) % (0x1ff0 - FIRST_STREAM);
        list.writeBytes(joined(hex("1b"), int16(0xe000 | pid), int16(0xf000)));
      }
      byte[] head = joined(int16(0xffff), int16(0xf000));
      tables.writeBytes(
          packets(FIRST_PMT + p, section(2, p + 1, joined(head, list.toByteArray()))));
    }
    byte[] directory = packets(0, section(0, 1, pairs.toByteArray()));
    return repeated(joined(directory, tables.toByteArray()), 3);
  }

  /** ISO/IEC 13818-1, 2.4.4. */
  private static byte[] section(int table, int id, byte[] payload) {
    byte[] body =
        joined(
            new byte[] {(byte) table},
            int16(0xb000 | (payload.length + 9)),
            int16(id),
            hex("c10000"),
            payload);
    return joined(body, Make.int32(crc(body)));
  }

  private static byte[] packets(int pid, byte[] section) {
    byte[] whole = joined(new byte[1], section);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int at = 0, counter = 0; at < whole.length; at += TS_PAYLOAD, counter++) {
      byte[] payload = new byte[TS_PAYLOAD];
      Arrays.fill(payload, (byte) 0xff);
      System.arraycopy(whole, at, payload, 0, Math.min(TS_PAYLOAD, whole.length - at));
      all.writeBytes(hex("47"));
      all.writeBytes(int16((at == 0 ? 0x4000 : 0) | pid));
      all.write(0x10 | (counter & 0xf));
      all.writeBytes(payload);
    }
    return all.toByteArray();
  }

  private static long crc(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= (b & 0xff) << 24;
      for (int i = 0; i < 8; i++) {
        crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
      }
    }
    return crc;
  }

  /** An AVI file with subtitles of the kind that holds a file, which is a playlist. */
  static byte[] wrappedPlaylist(String playlist) {
    byte[] main =
        joined(littleInt32(40_000), new byte[12], littleInt32(1), new byte[4], littleInt32(1));
    byte[] header =
        chunk(
            "strh",
            text("txts"),
            new byte[16],
            littleInt32(1),
            littleInt32(25),
            new byte[4],
            littleInt32(1),
            new byte[20]);
    byte[] streams = chunk("LIST", text("strl"), header, chunk("strf", new byte[40]));
    byte[] list = text(playlist);
    byte[] wrapped =
        joined(
            text("GAB2\0"),
            littleInt16(2),
            littleInt32(4),
            new byte[4],
            littleInt16(4),
            littleInt32(list.length),
            list);
    return chunk(
        "RIFF",
        text("AVI "),
        chunk("LIST", text("hdrl"), chunk("avih", main, new byte[24]), streams),
        chunk("LIST", text("movi"), chunk("00tx", wrapped)));
  }
}
