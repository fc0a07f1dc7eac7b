package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what of a Matroska or WebM file is not media, and fetches it: what is before the first
 * cluster, and what is elsewhere and listed there. FFmpeg reads the same when it opens the file.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559.html#section-5">RFC 9559, 5</a>
 */
final class MatroskaHead {

  static final int SEGMENT_INFORMATION = 0x1549a966;
  static final int TRACKS = 0x1654ae6b;
  static final int CUES = 0x1c53bb6b;

  private static final int EBML = 0x1a45dfa3;
  private static final int SEGMENT = 0x18538067;
  private static final int SEEK_HEAD = 0x114d9b74;
  private static final int SEEK = 0x4dbb;
  private static final int SEEK_ID = 0x53ab;
  private static final int SEEK_POSITION = 0x53ac;
  private static final int CLUSTER = 0x1f43b675;

  /** Attached fonts and covers are among them. */
  private static final long MOST_BYTES = 64L << 20;

  /** So much of an element is understood; the index of some ten hours has a megabyte. */
  private static final long MOST_IN_MEMORY = 8L << 20;

  private static final int MOST_ELEMENTS = 64;

  /** All before the first cluster is within this, in most files. */
  private static final long BLOCK = 64 << 10;

  private final Bytes bytes;
  private final ByteRanges ranges = new ByteRanges();
  private final Map<Integer, ByteBuffer> found = new HashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final Deque<Listed> listed = new ArrayDeque<>();
  private long origin;
  private long end;
  private long firstCluster = -1;

  /** What a list says of an element. */
  private record Listed(int id, long position) {}

  private MatroskaHead(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads it.
   *
   * @return absent if this is no EBML file
   * @throws OddFileException if it can't be relied on
   */
  static Optional<MatroskaHead> read(Bytes bytes) throws IOException, OddFileException {
    ByteBuffer first = bytes.read(new ByteRange(0, Math.min(BLOCK, bytes.size())));
    if (first.remaining() < Integer.BYTES || first.getInt() != EBML) {
      return Optional.empty();
    }
    MatroskaHead head = new MatroskaHead(bytes);
    head.segment();
    head.beginning();
    head.lists();
    return Optional.of(head);
  }

  private void segment() throws IOException, OddFileException {
    long size = bytes.size();
    Element segment = Element.at(bytes, Element.at(bytes, 0, size).end(), size);
    if (segment.id() != SEGMENT || segment.end() != size) {
      throw new OddFileException("it is more than one segment of Matroska");
    }
    origin = segment.content();
    end = segment.end();
  }

  private void beginning() throws IOException, OddFileException {
    long at = origin;
    while (firstCluster < 0) {
      Element element = Element.at(bytes, at, end);
      if (element.id() == CLUSTER) {
        firstCluster = at;
      } else {
        keep(element);
      }
      at = element.end();
    }
    ranges.add(new ByteRange(0, firstCluster));
  }

  private void lists() throws IOException, OddFileException {
    for (Listed entry = listed.poll(); entry != null; entry = listed.poll()) {
      if (entry.position > end - origin) {
        throw new OddFileException("it lists an element beyond its end");
      }
      Element element = Element.at(bytes, origin + entry.position, end);
      if (element.id() != entry.id) {
        throw new OddFileException("another element than listed is at " + element.from());
      }
      keep(element);
    }
  }

  private void keep(Element element) throws IOException, OddFileException {
    if (!seen.add(element.from())) {
      return;
    }
    ranges.add(element.range());
    if (ranges.size() > MOST_BYTES || seen.size() > MOST_ELEMENTS) {
      throw new OddFileException("too much of it is not media");
    }
    bytes.fetch(ByteRanges.of(element.range()));
    switch (element.id()) {
      case SEEK_HEAD -> Element.each(content(element), this::seek);
      case SEGMENT_INFORMATION, TRACKS, CUES -> {
        if (found.put(element.id(), content(element)) != null) {
          throw new OddFileException("it has an index twice");
        }
      }
      default -> {}
    }
  }

  private ByteBuffer content(Element element) throws IOException, OddFileException {
    if (element.end() - element.content() > MOST_IN_MEMORY) {
      throw new OddFileException("an index of more than %d bytes".formatted(MOST_IN_MEMORY));
    }
    return bytes.read(new ByteRange(element.content(), element.end()));
  }

  private void seek(int id, ByteBuffer content) throws OddFileException {
    if (id != SEEK) {
      return;
    }
    long[] entry = {0, -1};
    Element.each(
        content,
        (inner, value) -> {
          if (inner == SEEK_ID) {
            entry[0] = Element.unsigned(value);
          } else if (inner == SEEK_POSITION) {
            entry[1] = Element.unsigned(value);
          }
        });
    if (entry[1] < 0) {
      throw new OddFileException("it lists an element without its place");
    }
    // Some list all clusters, which nobody needs.
    if (entry[0] != CLUSTER) {
      listed.add(new Listed((int) entry[0], entry[1]));
    }
  }

  /** What an element of that id holds. */
  ByteBuffer content(int id, String name) throws OddFileException {
    ByteBuffer content = found.get(id);
    if (content == null) {
      throw new OddFileException("it has no " + name);
    }
    return content;
  }

  /** All that is not media. */
  ByteRanges ranges() {
    return ranges;
  }

  /** From where positions are counted. */
  long origin() {
    return origin;
  }

  long firstCluster() {
    return firstCluster;
  }

  /** After the last byte. */
  long end() {
    return end;
  }
}
