package dev.reelmill.worker.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Matroska file with its clusters joined, some into one, so that keyframes are in the middle of
 * clusters: FFmpeg begins a cluster at each keyframe, others don't.
 */
public final class JoinedClusters {

  private static final int SEGMENT = 0x18538067;
  private static final int SEEK_HEAD = 0x114d9b74;
  private static final int INFORMATION = 0x1549a966;
  private static final int TRACKS = 0x1654ae6b;
  private static final int CLUSTER = 0x1f43b675;
  private static final int CUES = 0x1c53bb6b;
  private static final int CUE_POINT = 0xbb;
  private static final int TIMESTAMP = 0xe7;
  private static final int SIMPLE_BLOCK = 0xa3;

  private final int together;
  private final int laced;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream media = new ByteArrayOutputStream();
  private final ByteArrayOutputStream cues = new ByteArrayOutputStream();
  private final Map<Long, Long> places = new HashMap<>();
  private final List<ByteBuffer> waiting = new ArrayList<>();
  private final long[] cue = new long[2];

  private JoinedClusters(int together, int laced) {
    this.together = together;
    this.laced = laced;
  }

  /**
   * Joins them.
   *
   * @param file by FFmpeg, with its index at the end and all packets in simple blocks
   * @param together how many become one
   * @param laced how many frames of the second track come in one block, by EBML lacing
   */
  public static byte[] of(byte[] file, int together, int laced) throws Exception {
    JoinedClusters joined = new JoinedClusters(together, laced);
    ByteBuffer bytes = ByteBuffer.wrap(file);
    Element first = Element.of(bytes, 0, file.length);
    bytes.position((int) first.end());
    Element segment = Element.of(bytes, first.end(), file.length);
    int at = (int) segment.content();
    while (at < file.length) {
      Element element = Element.of(bytes.position(at), at, file.length);
      joined.take(element, bytes, at - segment.content());
      at = (int) element.end();
    }
    return concat(bytes.slice(0, (int) first.end()), joined.segment());
  }

  private void take(Element element, ByteBuffer file, long place) throws OddFileException {
    ByteBuffer content =
        file.slice((int) element.content(), (int) (element.end() - element.content()));
    switch (element.id()) {
      case INFORMATION, TRACKS -> head.writeBytes(element(element.id(), content));
      case CLUSTER -> {
        waiting.add(content);
        places.put(place, (long) media.size());
        if (waiting.size() == together) {
          join();
        }
      }
      case CUES -> {
        join();
        // The head is complete, and gets a list of one element before it.
        long shift = (long) head.size() + seekHead(0).length;
        Element.each(
            content,
            (id, point) -> {
              if (id == CUE_POINT) {
                Element.each(point, (inner, value) -> cue(inner, value, shift));
              }
            });
      }
      default -> {}
    }
  }

  private void join() throws OddFileException {
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    List<byte[]> lace = new ArrayList<>();
    long[] times = {-1, 0};
    for (ByteBuffer cluster : waiting) {
      Element.each(
          cluster,
          (id, content) -> {
            if (id == TIMESTAMP) {
              times[1] = Element.unsigned(content);
              times[0] = times[0] < 0 ? times[1] : times[0];
            } else if (id == SIMPLE_BLOCK) {
              byte[] block = bytes(content);
              ByteBuffer time = ByteBuffer.wrap(block, 1, 2).slice();
              time.putShort(0, (short) (time.getShort(0) + times[1] - times[0]));
              if (laced > 1 && block[0] == (byte) 0x82) {
                lace.add(block);
              }
              if (lace.size() == laced) {
                blocks.writeBytes(lace(lace));
                lace.clear();
              }
              if (laced == 1 || block[0] != (byte) 0x82) {
                blocks.writeBytes(element(id, ByteBuffer.wrap(block)));
              }
            }
          });
    }
    if (!lace.isEmpty()) {
      blocks.writeBytes(lace(lace));
    }
    if (!waiting.isEmpty()) {
      byte[] all = concat(ByteBuffer.wrap(number(TIMESTAMP, times[0])), blocks.toByteArray());
      media.writeBytes(element(CLUSTER, ByteBuffer.wrap(all)));
    }
    waiting.clear();
  }

  /** One block of several: RFC 9559, 10.3.3. */
  private static byte[] lace(List<byte[]> frames) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(frames.getFirst(), 0, 3);
    block.write(frames.getFirst()[3] | 6);
    block.write(frames.size() - 1);
    int before = 0;
    for (byte[] frame : frames.subList(0, frames.size() - 1)) {
      int size = frame.length - 4;
      // The first is a size, the others are differences, all in four bytes.
      int coded = (before == 0 ? size : size - before + 0x7ffffff) | 0x10000000;
      block.writeBytes(ByteBuffer.allocate(4).putInt(0, coded).array());
      before = size;
    }
    frames.forEach(frame -> block.write(frame, 4, frame.length - 4));
    return element(SIMPLE_BLOCK, ByteBuffer.wrap(block.toByteArray()));
  }

  private void cue(int id, ByteBuffer content, long shift) throws OddFileException {
    switch (id) {
      case 0xb3 -> cue[0] = Element.unsigned(content);
      case 0xb7 ->
          Element.each(
              content,
              (inner, value) -> {
                if (inner == 0xf1) {
                  long place = places.getOrDefault(Element.unsigned(value), 0L) + shift;
                  byte[] position = concat(ByteBuffer.wrap(number(0xf7, 1)), number(0xf1, place));
                  byte[] point = element(0xb7, ByteBuffer.wrap(position));
                  byte[] all = concat(ByteBuffer.wrap(number(0xb3, cue[0])), point);
                  cues.writeBytes(element(CUE_POINT, ByteBuffer.wrap(all)));
                }
              });
      default -> {}
    }
  }

  private byte[] segment() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(seekHead((long) seekHead(0).length + head.size() + media.size()));
    out.writeBytes(head.toByteArray());
    out.writeBytes(media.toByteArray());
    out.writeBytes(element(CUES, ByteBuffer.wrap(cues.toByteArray())));
    return element(SEGMENT, ByteBuffer.wrap(out.toByteArray()));
  }

  private static byte[] seekHead(long cues) {
    byte[] entry =
        concat(
            ByteBuffer.wrap(element(0x53ab, ByteBuffer.allocate(4).putInt(0, CUES))),
            number(0x53ac, cues));
    return element(SEEK_HEAD, ByteBuffer.wrap(element(0x4dbb, ByteBuffer.wrap(entry))));
  }

  /** An element that holds a number. */
  static byte[] number(int id, long value) {
    return element(id, ByteBuffer.allocate(8).putLong(0, value));
  }

  /** An element, with its size in eight bytes. */
  static byte[] element(int id, ByteBuffer content) {
    int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(id) + 7) / 8;
    ByteBuffer header = ByteBuffer.allocate(bytes + 8);
    for (int i = bytes - 1; i >= 0; i--) {
      header.put((byte) (id >>> (8 * i)));
    }
    header.putLong(content.remaining() | 1L << 56);
    return concat(header.flip(), bytes(content));
  }

  private static byte[] concat(ByteBuffer first, byte[] second) {
    return ByteBuffer.allocate(first.remaining() + second.length).put(first).put(second).array();
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(content.position(), bytes);
    return bytes;
  }
}
