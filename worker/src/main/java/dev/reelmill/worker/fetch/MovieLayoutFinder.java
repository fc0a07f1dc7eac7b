package dev.reelmill.worker.fetch;

import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.ProbeArguments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fetches the index of an MP4 or QuickTime file, and has ffprobe read out of it where every packet
 * is.
 */
final class MovieLayoutFinder implements LayoutFinder {

  private static final String FORMAT = "mov";

  /** A track reference to a track of chapters: QuickTime File Format, "Track Reference Atoms". */
  private static final String CHAPTERS = "chap";

  private static final int BLOCK = 1 << 20;

  private final Ffmpeg ffmpeg;
  private final Path file;
  private final Path scratch;
  private final RunControl control;

  /**
   * @param file in which the bytes are that are there
   * @param scratch folder of this attempt
   */
  MovieLayoutFinder(Ffmpeg ffmpeg, Path file, Path scratch, RunControl control) {
    this.ffmpeg = ffmpeg;
    this.file = file;
    this.scratch = scratch;
    this.control = control;
  }

  @Override
  public Optional<Layout> find(Bytes bytes) throws IOException {
    Optional<ByteRanges> index = MovieIndex.find(bytes);
    return index.isEmpty() ? Optional.empty() : Optional.of(layout(index.get(), bytes));
  }

  private Layout layout(ByteRanges index, Bytes bytes) throws IOException {
    bytes.fetch(index);
    PacketMap packets = packets();
    if (!packets.isComplete()) {
      return new Layout.Unknown("its index does not tell where all packets are");
    }
    boolean chapters = mentions(index, CHAPTERS, bytes);
    index.addAll(packets.first());
    bytes.fetch(index);
    return new MovieLayout(index, packets, chapters);
  }

  private PacketMap packets() throws IOException {
    PacketMap packets = new PacketMap();
    Path real = file.toRealPath();
    RunResult result =
        ffmpeg.ffprobe(
            ProbeArguments.positions(real, FORMAT, ffmpeg.settings().inputLimits()),
            new Place(scratch, List.of(real)),
            ffmpeg.limits().patient(),
            control,
            packets::hear);
    if (!result.succeeded()) {
      packets.giveUp();
    }
    return packets;
  }

  private static boolean mentions(ByteRanges ranges, String word, Bytes bytes) throws IOException {
    for (ByteRange range : ranges.list()) {
      for (long at = range.from(); at < range.to(); at += BLOCK) {
        long to = Math.min(range.to(), at + BLOCK + word.length());
        ByteBuffer block = bytes.read(new ByteRange(at, to));
        if (StandardCharsets.ISO_8859_1.decode(block).toString().contains(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
