package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what of an MP4 or QuickTime file is not media: the boxes at its beginning and its end, with
 * the index.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, 4.2 and 8.1</a>
 */
final class MovieIndex {

  /** In files of QuickTime's time, any of these may come first. */
  private static final Set<String> FIRST = Set.of("ftyp", "moov", "mdat", "wide", "free", "skip");

  private static final int MOST_BOXES = 64;
  private static final long MOST_BYTES = 128L << 20;

  /** So much is read at a time: small boxes come with their neighbours. */
  private static final long BLOCK = 64 << 10;

  private static final int LONG_HEADER = 16;

  private final Bytes bytes;
  private final long size;
  private final ByteRanges boxes = new ByteRanges();
  private boolean hasIndex;
  private boolean hasMedia;

  private MovieIndex(Bytes bytes) {
    this.bytes = bytes;
    this.size = bytes.size();
  }

  /**
   * Looks at a file.
   *
   * @return all that is not media; or absent if this is another kind of file, or has its index in
   *     many places
   */
  static Optional<ByteRanges> find(Bytes bytes) throws IOException {
    return new MovieIndex(bytes).find();
  }

  private Optional<ByteRanges> find() throws IOException {
    long at = 0;
    for (int i = 0; i < MOST_BOXES && at < size; i++) {
      Box box = box(at);
      if ((i == 0 && !FIRST.contains(box.type)) || box.bytes < box.header || box.isFragment()) {
        return Optional.empty();
      }
      long end = Math.min(size, at + box.bytes);
      boolean media = box.type.equals("mdat");
      hasMedia |= media;
      hasIndex |= box.type.equals("moov");
      boxes.add(new ByteRange(at, media ? Math.min(end, at + box.header) : end));
      if (boxes.size() > MOST_BYTES) {
        return Optional.empty();
      }
      at = end;
    }
    return at == size && hasIndex && hasMedia ? Optional.of(boxes) : Optional.empty();
  }

  /**
   * The header of a box.
   *
   * @param header its bytes
   * @param bytes of the whole box
   */
  private record Box(String type, long header, long bytes) {
    boolean isFragment() {
      return type.equals("moof") || type.equals("sidx");
    }
  }

  private Box box(long at) throws IOException {
    ByteBuffer block = bytes.read(new ByteRange(at, Math.min(size, at + BLOCK)));
    if (block.remaining() < 8) {
      return new Box("", 8, size - at);
    }
    long bytes = Integer.toUnsignedLong(block.getInt());
    byte[] type = new byte[4];
    block.get(type);
    String name = new String(type, StandardCharsets.ISO_8859_1);
    if (bytes == 1 && block.remaining() >= 8) {
      return new Box(name, LONG_HEADER, block.getLong());
    }
    return new Box(name, 8, bytes == 0 ? size - at : bytes);
  }
}
