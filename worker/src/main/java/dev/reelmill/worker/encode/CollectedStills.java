package dev.reelmill.worker.encode;

import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Series;
import dev.reelmill.common.pictures.SegmentStills.Tiles;
import dev.reelmill.common.pictures.SegmentStills.Window;
import dev.reelmill.common.pictures.Still;
import dev.reelmill.worker.ffmpeg.arguments.StillsArguments;
import dev.reelmill.worker.ffmpeg.arguments.StillsArguments.Branch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small pictures of a segment, out of FFmpeg's outputs, in one file.
 *
 * @param file JPEGs, one behind the other
 * @param stills what is where in it
 */
public record CollectedStills(Path file, List<Still> stills) {

  private static final Logger log = LoggerFactory.getLogger(CollectedStills.class);

  public CollectedStills {
    stills = List.copyOf(stills);
  }

  /** Joins what was ordered; absent if FFmpeg wrote something else, as no segment fails by that. */
  static Optional<CollectedStills> of(SegmentStills ordered, Path folder) {
    Path file = folder.resolve("stills.mjpeg");
    List<Still> stills = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(file)) {
      long offset = 0;
      for (Branch branch : StillsArguments.branches(ordered)) {
        offset = append(ordered, branch, folder, out, offset, stills);
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warn("the stills are left out: {}", e.toString());
      return Optional.empty();
    }
    return stills.isEmpty() ? Optional.empty() : Optional.of(new CollectedStills(file, stills));
  }

  private static long append(
      SegmentStills ordered,
      Branch branch,
      Path folder,
      OutputStream out,
      long begin,
      List<Still> stills)
      throws IOException {
    byte[] pictures = Files.readAllBytes(folder.resolve(branch.pictures()));
    long offset = begin;
    int at = 0;
    for (String line : Files.readAllLines(folder.resolve(branch.list()))) {
      String[] words = line.strip().split(" ", 2);
      long ticks = Long.parseLong(words[0]);
      int size = Integer.parseInt(words[1]);
      requireJpeg(pictures, at, size);
      OptionalInt number = number(ordered, branch, ticks);
      if (number.isPresent()) {
        stills.add(new Still(branch.kind(), number.getAsInt(), ticks, offset, size));
        out.write(pictures, at, size);
        offset += size;
      }
      at += size;
    }
    return offset;
  }

  /** From the first marker to the last: ITU-T T.81, B.1.1.3. */
  private static void requireJpeg(byte[] bytes, int from, int size) {
    boolean whole =
        size > 4
            && from + size <= bytes.length
            && (bytes[from] & 0xff) == 0xff
            && (bytes[from + 1] & 0xff) == 0xd8
            && (bytes[from + size - 2] & 0xff) == 0xff
            && (bytes[from + size - 1] & 0xff) == 0xd9;
    if (!whole) {
      throw new IllegalArgumentException("no JPEG of " + size + " bytes at " + from);
    }
  }

  /** Of its interval or window; absent for a frame that is in none. */
  private static OptionalInt number(SegmentStills ordered, Branch branch, long ticks) {
    return switch (branch.kind()) {
      case TILE -> tile(ordered.tiles(), ticks);
      case PREVIEW -> window(ordered.preview(), ticks);
      // Where a source has a gap it is the segment's first frame: what is shown in the gap.
      case CANDIDATE -> OptionalInt.of(branch.number());
    };
  }

  private static OptionalInt tile(@Nullable Tiles tiles, long ticks) {
    return tiles == null
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(Math.floorDiv(ticks, tiles.intervalTicks())));
  }

  private static OptionalInt window(@Nullable Series series, long ticks) {
    return series == null
        ? OptionalInt.empty()
        : series.windows().stream()
            .filter(window -> ticks >= window.fromTicks() && ticks < window.toTicks())
            .mapToInt(Window::number)
            .findFirst();
  }
}
