package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An EBML element in a file, of which Matroska and WebM consist.
 *
 * @param id with its marker bits, as documents print it
 * @param from where its header begins
 * @param content where its content begins
 * @param end after its content
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8794.html#section-4">RFC 8794, 4 to 6</a>
 */
record Element(int id, long from, long content, long end) {

  /** An id of four bytes, a size of eight. */
  static final int MOST_HEADER = 12;

  /** What a program understands of an element. */
  interface Visitor {
    void visit(int id, ByteBuffer content) throws OddFileException;
  }

  /**
   * Reads the header of one, and no more.
   *
   * @param limit where what holds it ends
   * @throws OddFileException if there is none, its size is not told, or it goes beyond the limit
   */
  static Element at(Bytes bytes, long from, long limit) throws IOException, OddFileException {
    long to = Math.min(limit, from + MOST_HEADER);
    return of(bytes.read(new ByteRange(from, Math.max(from, to))), from, limit);
  }

  /**
   * Understands the header of one.
   *
   * @param header bytes from the element's beginning; its position is moved behind it
   */
  static Element of(ByteBuffer header, long from, long limit) throws OddFileException {
    int before = header.position();
    int id = (int) number(header, 4, true, from);
    long size = number(header, 8, false, from);
    long content = from + header.position() - before;
    if (size > limit - content) {
      throw new OddFileException("an element at %d goes beyond what holds it".formatted(from));
    }
    return new Element(id, from, content, content + size);
  }

  /**
   * A number whose first bits tell how many bytes it has.
   *
   * @param marked whether those bits are a part of it
   */
  private static long number(ByteBuffer bytes, int most, boolean marked, long from)
      throws OddFileException {
    int first = bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : 0;
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more >= most || bytes.remaining() < more) {
      throw new OddFileException("no element of EBML at " + from);
    }
    int mask = 0x7f >> more;
    long number = marked ? first : first & mask;
    boolean open = (first & mask) == mask;
    for (int i = 0; i < more; i++) {
      int next = Byte.toUnsignedInt(bytes.get());
      number = number << 8 | next;
      open &= next == 0xff;
    }
    if (open) {
      throw new OddFileException("an element at %d is of unknown size".formatted(from));
    }
    return number;
  }

  /** The number of a track, which is written as sizes are. */
  static long track(ByteBuffer bytes, long from) throws OddFileException {
    return number(bytes, 8, false, from);
  }

  /** Goes through the elements in another. */
  static void each(ByteBuffer content, Visitor visitor) throws OddFileException {
    ByteBuffer rest = content.slice();
    while (rest.hasRemaining()) {
      int from = rest.position();
      Element element = of(rest, from, rest.limit());
      visitor.visit(element.id, rest.slice(rest.position(), (int) (element.end - element.content)));
      rest.position((int) element.end);
    }
  }

  /** An unsigned number; what would be taken for a negative one is odd. */
  static long unsigned(ByteBuffer content) throws OddFileException {
    long number = 0;
    if (content.remaining() > 8) {
      throw new OddFileException("a number of %d bytes".formatted(content.remaining()));
    }
    for (int i = content.position(); i < content.limit(); i++) {
      number = number << 8 | Byte.toUnsignedInt(content.get(i));
    }
    if (number < 0) {
      throw new OddFileException("a number beyond what can be counted");
    }
    return number;
  }

  ByteRange range() {
    return new ByteRange(from, end);
  }
}
