package dev.reelmill.worker.deliver;

import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of one track: {@code ftyp}, {@code moov}, then pairs of {@code moof} and {@code mdat}, as
 * our encoder writes it.
 *
 * @param file where it is
 * @param sizeBytes of all of it
 * @param initBytes of {@code ftyp} and {@code moov}
 * @param track what the {@code moov} says
 * @param headers one per fragment
 * @param offsets of each fragment's first byte
 */
record FragmentedFile(
    Path file,
    long sizeBytes,
    int initBytes,
    Track track,
    List<FragmentHeader> headers,
    List<Long> offsets) {

  /** More than any header of ours needs. */
  private static final int MOST_HEADER = 16 << 20;

  FragmentedFile {
    headers = List.copyOf(headers);
    offsets = List.copyOf(offsets);
  }

  /**
   * Reads the structure, not the media data.
   *
   * @throws MalformedMediaException if it is anything else, or cut short
   */
  static FragmentedFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Cursor cursor = new Cursor(channel, channel.size());
      cursor.expect("ftyp");
      Track track = Track.of(cursor.expect("moov"));
      int initBytes = Math.toIntExact(cursor.position);
      List<FragmentHeader> headers = new ArrayList<>();
      List<Long> offsets = new ArrayList<>();
      while (cursor.position < cursor.size) {
        offsets.add(cursor.position);
        FragmentHeader header = FragmentHeader.of(cursor.expect("moof"), track);
        cursor.skip("mdat", header.sampleBytes());
        requireInside(header.leadBytes(), cursor.position - offsets.getLast());
        headers.add(header);
      }
      return new FragmentedFile(file, cursor.size, initBytes, track, headers, offsets);
    }
  }

  private static void requireInside(long leadBytes, long fragmentBytes) {
    if (leadBytes <= 0 || leadBytes > fragmentBytes) {
      throw new MalformedMediaException(
          "the first sample ends at %d of a fragment of %d bytes"
              .formatted(leadBytes, fragmentBytes));
    }
  }

  long samples() {
    return headers.stream().mapToLong(FragmentHeader::samples).sum();
  }

  /** As it is told to the coordinator. */
  MediaObject toObject(String key) throws IOException {
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      FragmentHeader header = headers.get(i);
      long end = i + 1 < offsets.size() ? offsets.get(i + 1) : sizeBytes;
      fragments.add(
          new Fragment(
              offsets.get(i),
              end - offsets.get(i),
              header.startTicks(),
              header.duration(),
              header.samples(),
              header.startsWithKeyframe(),
              header.leadBytes()));
    }
    return new MediaObject(
        key,
        sizeBytes,
        Sha256.of(file, sizeBytes),
        initBytes,
        Sha256.of(file, initBytes),
        track.timescale(),
        track.codecs(),
        fragments);
  }

  /** Walks over the boxes of the file. */
  private static final class Cursor {
    private final FileChannel channel;
    private final long size;
    private long position;

    Cursor(FileChannel channel, long size) {
      this.channel = channel;
      this.size = size;
    }

    Box expect(String type) throws IOException {
      long length = length(type, MOST_HEADER);
      ByteBuffer payload = read(position, Math.toIntExact(length - Box.HEADER));
      position += length - Box.HEADER;
      return new Box(type, payload);
    }

    void skip(String type, long leastPayload) throws IOException {
      long length = length(type, size);
      if (length - Box.HEADER < leastPayload) {
        throw new MalformedMediaException(
            "%s at %d has %d bytes; its samples need %d"
                .formatted(type, position - Box.HEADER, length, leastPayload));
      }
      position += length - Box.HEADER;
    }

    /** Reads a header, and leaves the position behind it. */
    private long length(String type, long most) throws IOException {
      ByteBuffer header = read(position, Box.HEADER);
      long length = Integer.toUnsignedLong(header.getInt());
      String found = Box.type(header);
      if (!found.equals(type)) {
        throw new MalformedMediaException(
            "box '%s' at %d, where %s belongs".formatted(found, position, type));
      }
      if (length < Box.HEADER || length > most || position + length > size) {
        throw new MalformedMediaException(
            "box %s at %d claims %d of %d bytes".formatted(type, position, length, size));
      }
      position += Box.HEADER;
      return length;
    }

    private ByteBuffer read(long from, int length) throws IOException {
      if (from + length > size) {
        throw new MalformedMediaException(
            "the file ends at %d, in the middle of a box".formatted(size));
      }
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
        // until full
      }
      return buffer.flip();
    }
  }
}
