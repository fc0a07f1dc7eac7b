package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Goes through the clusters of a Matroska file from block to block, and fetches all that it goes
 * over. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559.html#section-5.1.3">RFC 9559, 5.1.3 and
 *     10</a>
 */
final class BlockWalk {

  /** So much is fetched at a time. */
  private static final long CHUNK = 512 << 10;

  /** A header, and what a block tells of itself. */
  private static final int HEADER = Element.MOST_HEADER + 12;

  /** Some hours of picture and sound; what takes more steps was made to take them. */
  private static final int MOST_STEPS = 1_000_000;

  /** Headers between two blocks. */
  private static final int MOST_BETWEEN = 16;

  static final int CLUSTER = 0x1f43b675;
  static final int BLOCK_GROUP = 0xa0;
  static final int BLOCK = 0xa1;
  static final int SIMPLE_BLOCK = 0xa3;
  private static final int TIMESTAMP = 0xe7;

  private final Bytes bytes;
  private final Window window;
  private final long from;
  private final long limit;
  private long at;
  private long here;
  private long clusterEnd;
  private long clusterTime = -1;
  private int steps;

  /**
   * A frame, or several.
   *
   * @param track number of its track
   * @param time when it is shown, in ticks of the file
   * @param bytes of it
   */
  record Block(long track, long time, long bytes) {}

  /**
   * @param from where a cluster is
   * @param limit where the last one ends
   * @param atOnce that are fetched at first, as they are wanted for certain
   */
  BlockWalk(Bytes bytes, long from, long limit, long atOnce) {
    this.bytes = bytes;
    this.window = new Window(bytes);
    this.from = from;
    this.limit = limit;
    this.at = from;
    this.here = from;
    this.clusterEnd = from;
    fetchTo(from + atOnce);
  }

  /** The next block; absent at the end of the file. */
  Optional<Block> next() throws IOException, OddFileException {
    while (at < limit) {
      Element element = step(CHUNK);
      if (element.id() == SIMPLE_BLOCK || element.id() == BLOCK) {
        return Optional.of(block(element));
      }
    }
    return Optional.empty();
  }

  /** Where the walk ends: all before it was fetched, and no element is there by half. */
  long end() throws IOException, OddFileException {
    int beyond = 0;
    while (at < here) {
      if (at + HEADER > here && ++beyond > MOST_BETWEEN) {
        throw new OddFileException("too many elements at " + at);
      }
      step(HEADER);
    }
    fetchTo(at);
    return at;
  }

  /** Goes behind an element, or into it if it holds others. */
  private Element step(long chunk) throws IOException, OddFileException {
    if (++steps > MOST_STEPS) {
      throw new OddFileException("too many elements at " + at);
    }
    boolean inside = at < clusterEnd;
    Element element = Element.of(header(chunk), at, inside ? clusterEnd : limit);
    if (at == from && element.id() != CLUSTER) {
      throw new OddFileException("no cluster at " + from);
    }
    at = element.end();
    if (!inside && element.id() == CLUSTER) {
      clusterEnd = element.end();
      clusterTime = -1;
      at = element.content();
    } else if (inside && element.id() == BLOCK_GROUP) {
      at = element.content();
    } else if (inside && element.id() == TIMESTAMP) {
      clusterTime = Element.unsigned(content(element));
    }
    return element;
  }

  private Block block(Element element) throws OddFileException, IOException {
    ByteBuffer content = content(element);
    long track = Element.track(content, element.from());
    if (clusterTime < 0 || content.remaining() < Short.BYTES) {
      throw new OddFileException("a block without a time at " + element.from());
    }
    return new Block(track, clusterTime + content.getShort(), element.end() - element.content());
  }

  /** The beginning of what an element holds. */
  private ByteBuffer content(Element element) throws IOException {
    long to = Math.min(element.end(), element.content() + HEADER - Element.MOST_HEADER);
    return window.view(new ByteRange(element.content(), to), here);
  }

  private ByteBuffer header(long chunk) throws IOException {
    if (at + HEADER > here) {
      fetchTo(at + chunk);
    }
    return window.view(new ByteRange(at, Math.min(here, at + HEADER)), here);
  }

  private void fetchTo(long position) {
    long to = Math.min(limit, position);
    if (to > here) {
      bytes.fetch(ByteRanges.of(new ByteRange(here, to)));
      here = to;
    }
  }
}
