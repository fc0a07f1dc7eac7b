package dev.reelmill.worker.pictures;

import dev.reelmill.common.pictures.Still;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stills of one kind, of the whole video, in order.
 *
 * @param numbers of the frames, ascending
 * @param frames where each is
 */
record Reel(List<Integer> numbers, List<Frame> frames) {

  /** More tiles than this belong to a clock that has gone astray. */
  private static final int MOST_TILES = 10_000;

  /** A JPEG in a segment's file. */
  record Frame(Path file, Still still) {}

  Reel {
    numbers = List.copyOf(numbers);
    frames = List.copyOf(frames);
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** All frames of the preview, by time. */
  static Reel preview(List<SegmentPictures> segments) {
    List<Frame> frames =
        all(segments, Still.Kind.PREVIEW).stream()
            .sorted(Comparator.comparingLong(frame -> frame.still.ticks()))
            .toList();
    return new Reel(frames.stream().map(frame -> frame.still.number()).toList(), frames);
  }

  /** One frame for each candidate there is. */
  static Reel candidates(List<SegmentPictures> segments) {
    Map<Integer, Frame> found = earliest(all(segments, Still.Kind.CANDIDATE));
    return new Reel(List.copyOf(found.keySet()), List.copyOf(found.values()));
  }

  /**
   * One frame for each interval from 0 on, the earliest in it; where nothing changes, what was
   * shown before is shown still.
   */
  static Reel tiles(List<SegmentPictures> segments) {
    TreeMap<Integer, Frame> found = earliest(all(segments, Still.Kind.TILE));
    found.headMap(0, false).clear();
    found.tailMap(MOST_TILES, true).clear();
    if (found.isEmpty()) {
      return new Reel(List.of(), List.of());
    }
    List<Integer> numbers = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i <= found.lastKey(); i++) {
      var shown = found.floorEntry(i);
      numbers.add(i);
      frames.add((shown == null ? found.firstEntry() : shown).getValue());
    }
    return new Reel(numbers, frames);
  }

  private static TreeMap<Integer, Frame> earliest(List<Frame> frames) {
    TreeMap<Integer, Frame> found = new TreeMap<>();
    for (Frame frame : frames) {
      found.merge(
          frame.still.number(), frame, (a, b) -> a.still.ticks() <= b.still.ticks() ? a : b);
    }
    return found;
  }

  private static List<Frame> all(List<SegmentPictures> segments, Still.Kind kind) {
    return segments.stream()
        .flatMap(
            segment ->
                segment.stills().stream()
                    .filter(still -> still.kind() == kind)
                    .map(still -> new Frame(segment.file(), still)))
        .toList();
  }

  /** Writes them behind each other, which FFmpeg reads as a film. */
  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Frame frame : frames) {
        out.write(read(frame));
      }
    }
  }

  /** The JPEG itself. */
  static byte[] read(Frame frame) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(frame.still.sizeBytes())];
    try (RandomAccessFile file = new RandomAccessFile(frame.file.toFile(), "r")) {
      file.seek(frame.still.offset());
      file.readFully(bytes);
    }
    return bytes;
  }
}
