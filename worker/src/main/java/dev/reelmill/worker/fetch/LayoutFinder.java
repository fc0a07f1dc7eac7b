package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
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
 * Fetches the index of a source, and has ffprobe read out of it where every packet is. Only MP4 and
 * QuickTime files have such an index: Matroska's leads to some keyframes, and others have none.
 */
final class LayoutFinder {

  private static final String FORMAT = "mov";

  /** A track reference to a track of chapters: QuickTime File Format, "Track Reference Atoms". */
  private static final String CHAPTERS = "chap";

  private static final int BLOCK = 1 << 20;

  private final Ffmpeg ffmpeg;
  private final Copy copy;
  private final SourceAccess source;
  private final Path scratch;
  private final RunControl control;

  /**
   * @param scratch folder of this attempt
   */
  LayoutFinder(Ffmpeg ffmpeg, Copy copy, SourceAccess source, Path scratch, RunControl control) {
    this.ffmpeg = ffmpeg;
    this.copy = copy;
    this.source = source;
    this.scratch = scratch;
    this.control = control;
  }

  /** Finds it; what opening the file reads has been fetched then. */
  Layout find() {
    try {
      Optional<ByteRanges> index = MovieIndex.find(this::fetched, copy.sizeBytes());
      if (index.isEmpty()) {
        return new Layout.Unknown("no index tells where its packets are");
      }
      copy.fetch(index.get(), source, control);
      PacketMap packets = packets();
      if (!packets.isComplete()) {
        return new Layout.Unknown("its index does not tell where all packets are");
      }
      ByteRanges opening = index.get();
      boolean chapters = mentions(opening, CHAPTERS);
      opening.addAll(packets.first());
      copy.fetch(opening, source, control);
      return new Layout.Known(opening, packets, chapters);
    } catch (IOException e) {
      throw new ReelmillException(FailureCode.INTERNAL, "the copy of a source: " + e, e);
    }
  }

  private ByteBuffer fetched(ByteRange range) throws IOException {
    copy.fetch(ByteRanges.of(range), source, control);
    return copy.read(range);
  }

  private PacketMap packets() throws IOException {
    PacketMap packets = new PacketMap();
    Path file = copy.file().toRealPath();
    RunResult result =
        ffmpeg.ffprobe(
            ProbeArguments.positions(file, FORMAT, ffmpeg.settings().inputLimits()),
            new Place(scratch, List.of(file)),
            ffmpeg.limits().patient(),
            control,
            packets::hear);
    if (!result.succeeded()) {
      packets.giveUp();
    }
    return packets;
  }

  private boolean mentions(ByteRanges ranges, String word) throws IOException {
    for (ByteRange range : ranges.list()) {
      for (long at = range.from(); at < range.to(); at += BLOCK) {
        long to = Math.min(range.to(), at + BLOCK + word.length());
        ByteBuffer bytes = copy.read(new ByteRange(at, to));
        if (StandardCharsets.ISO_8859_1.decode(bytes).toString().contains(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
