package dev.reelmill.worker.deliver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of a rendition behind each other in one fragmented file.
 *
 * <p>Where pictures are shown in another order than they are decoded, our composition offsets may
 * be negative. FFmpeg's demuxer adds the greatest of them to all times, as far as it has read:
 * those of a piece without reordered pictures would come out earlier than the rest. So all get the
 * same {@code delay} here, and no offset is negative.
 *
 * @param file the result
 * @param delay how much later than published every sample is shown, in ticks
 * @param timescale ticks per second
 */
public record JoinedTrack(Path file, long delay, long timescale) {

  /**
   * Joins.
   *
   * @param pieces in order; each begins with the same init segment
   * @param initBytes its length
   * @throws dev.reelmill.common.failure.ReelmillException if a piece is damaged
   */
  public static JoinedTrack write(List<Path> pieces, int initBytes, Path target)
      throws IOException {
    List<FragmentedFile> files = new ArrayList<>();
    long delay = 0;
    for (Path piece : pieces) {
      FragmentedFile file = Verification.structure(piece);
      if (file.initBytes() != initBytes) {
        throw Verification.failed(
            piece, "its init segment has " + file.initBytes() + " bytes, not " + initBytes);
      }
      for (FragmentHeader header : file.headers()) {
        delay = Math.max(delay, -header.leastOffset());
      }
      files.add(file);
    }
    try (FileChannel out =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (int i = 0; i < files.size(); i++) {
        append(files.get(i), i == 0, delay, out);
      }
    }
    return new JoinedTrack(target, delay, files.getFirst().track().timescale());
  }

  private static void append(FragmentedFile piece, boolean withInit, long delay, FileChannel out)
      throws IOException {
    try (FileChannel in = FileChannel.open(piece.file(), StandardOpenOption.READ)) {
      if (withInit) {
        copy(in, 0, piece.initBytes(), out);
      }
      if (delay == 0) {
        copy(in, piece.initBytes(), piece.sizeBytes(), out);
        return;
      }
      for (int i = 0; i < piece.offsets().size(); i++) {
        boolean isLast = i + 1 == piece.offsets().size();
        long end = isLast ? piece.sizeBytes() : piece.offsets().get(i + 1);
        fragment(in, piece.offsets().get(i), end, Math.toIntExact(delay), out);
      }
    }
  }

  private static void fragment(FileChannel in, long from, long end, int delay, FileChannel out)
      throws IOException {
    ByteBuffer header = read(in, from, Box.HEADER);
    int size = header.getInt();
    ByteBuffer moof = read(in, from + Box.HEADER, size - Box.HEADER);
    ByteBuffer delayed = DelayedFragment.of(new Box("moof", moof), delay);
    while (delayed.hasRemaining()) {
      out.write(delayed);
    }
    copy(in, from + size, end, out);
  }

  private static ByteBuffer read(FileChannel in, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) >= 0) {
      // until full
    }
    return buffer.flip();
  }

  private static void copy(FileChannel in, long from, long end, FileChannel out)
      throws IOException {
    long at = from;
    while (at < end) {
      at += in.transferTo(at, end - at, out);
    }
  }
}
