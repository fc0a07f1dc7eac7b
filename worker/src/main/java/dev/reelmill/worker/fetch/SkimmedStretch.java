package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Goes from block to block through a stretch of a Matroska file, from one cluster to another. Not
 * thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559.html#section-5.1.3">RFC 9559, 5.1.3</a>
 */
final class SkimmedStretch {

  /** A header, and the number of a block's track. */
  private static final int HEADER = Element.MOST_HEADER + 8;

  /** Less than this between what is wanted costs less than a request of its own. */
  private static final long GAP = 4 << 10;

  /** What holds no block has little in it. */
  private static final long MOST_BYTES = 16L << 20;

  private static final int VOID = 0xec;

  private final Window window;
  private final ByteRange stretch;
  private final LongUnaryOperator wanted;
  private final ReadAhead ahead;
  private long at;
  private long clusterEnd;
  private long groupEnd;

  /** What came without a gap, and how far it was of use. */
  private long from;

  private long used;
  private long here;

  /**
   * @param stretch that begins with a cluster, and ends where another begins or the file ends
   * @param wanted how many bytes are, of each block of a track
   */
  SkimmedStretch(Bytes bytes, ByteRange stretch, LongUnaryOperator wanted, ReadAhead ahead) {
    this.window = new Window(bytes);
    this.stretch = stretch;
    this.wanted = wanted;
    this.ahead = ahead;
    this.at = stretch.from();
    this.from = at;
    this.used = at;
    this.here = at;
  }

  /** Up to where it has come. */
  long position() {
    return at;
  }

  /**
   * Goes on by what has been fetched.
   *
   * @return what has to be fetched next; absent at the end
   */
  Optional<ByteRange> goOn() throws IOException, OddFileException {
    while (at < stretch.to()) {
      long headerEnd = Math.min(stretch.to(), at + HEADER);
      if (headerEnd > here) {
        return Optional.of(need(headerEnd));
      }
      Element element = Element.of(view(at, headerEnd), at, limit());
      if (at == stretch.from() && element.id() != BlockWalk.CLUSTER) {
        throw new OddFileException("no cluster at " + at);
      }
      long end = end(element, headerEnd);
      if (end > here) {
        return Optional.of(need(end));
      }
      used = end;
      step(element);
    }
    return Optional.empty();
  }

  private ByteRange need(long to) {
    if (at - here > GAP) {
      ahead.learn(used - from);
      from = at;
      used = at;
      here = at;
    }
    long begin = here;
    here = Math.min(stretch.to(), Math.max(to, begin + ahead.more(begin - from)));
    return new ByteRange(begin, here);
  }

  /** Where what holds the next element ends. */
  private long limit() {
    if (at < groupEnd) {
      return groupEnd;
    }
    return at < clusterEnd ? clusterEnd : stretch.to();
  }

  private boolean holdsBlocks(Element element) {
    return at >= clusterEnd
        ? element.id() == BlockWalk.CLUSTER
        : at >= groupEnd && element.id() == BlockWalk.BLOCK_GROUP;
  }

  /** Up to where an element has to be there. */
  private long end(Element element, long headerEnd) throws IOException, OddFileException {
    if (holdsBlocks(element) || element.id() == VOID) {
      return Math.min(headerEnd, element.end());
    }
    boolean block = element.id() == BlockWalk.BLOCK || element.id() == BlockWalk.SIMPLE_BLOCK;
    if (block && at < clusterEnd) {
      long track = Element.track(view(element.content(), headerEnd), at);
      long most = wanted.applyAsLong(track);
      long rest = element.end() - headerEnd;
      return rest <= most ? element.end() : headerEnd + most;
    }
    if (element.end() - at > MOST_BYTES) {
      throw new OddFileException("too much between its blocks, at " + at);
    }
    return element.end();
  }

  /** Goes behind an element, or into it if it holds others. */
  private void step(Element element) {
    if (!holdsBlocks(element)) {
      at = element.end();
    } else if (at >= clusterEnd) {
      at = element.content();
      clusterEnd = element.end();
    } else {
      at = element.content();
      groupEnd = element.end();
    }
  }

  private ByteBuffer view(long start, long end) throws IOException {
    return window.view(new ByteRange(start, end), here);
  }
}
