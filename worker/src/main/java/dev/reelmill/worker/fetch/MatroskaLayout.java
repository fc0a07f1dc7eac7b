package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.BlockWalk.Block;
import dev.reelmill.worker.fetch.Source.Stretch;
import java.io.IOException;
import java.util.Optional;

/**
 * That of a Matroska or WebM file, whose index leads to clusters with keyframes of the picture.
 * What is between is found by going through it.
 *
 * @param opening what every reader of the file reads
 * @param picture the track that the index is of
 * @param cues the index
 * @param end of the file
 */
record MatroskaLayout(ByteRanges opening, MatroskaPicture picture, Cues cues, long end)
    implements Layout {

  /**
   * FFmpeg seeks earlier by three frames at 23 a second if frames are reordered, in containers that
   * are not searched by presentation time.
   */
  private static final long EARLIER_NANOS = 3 * 1_000_000_000L / 23 + 1_000;

  /** For rounding, there and here. */
  private static final long EARLIER_TICKS = 2;

  /**
   * Packets that FFmpeg has read when it stops, besides those that are reordered: its threads wait
   * for each other with 8 packets, and with 8 frames. Where it reads further it complains, and all
   * is fetched.
   */
  private static final int AHEAD = 20;

  @Override
  public Wanted inspection() {
    return new Wanted.All("inspection reads every packet, and its index tells of keyframes only");
  }

  @Override
  public Wanted track(int stream) {
    return new Wanted.All(
        "its index does not tell where packets of stream %d are".formatted(stream));
  }

  @Override
  public Wanted stretch(Stretch stretch, Bytes bytes) throws IOException {
    if (stretch.stream() != picture.stream()) {
      return new Wanted.All("its index does not tell of stream " + stretch.stream());
    }
    try {
      long from = cues.cluster(start(stretch));
      long to = end(stretch, bytes);
      if (from >= to) {
        throw new OddFileException("its index leads beyond its end");
      }
      ByteRanges ranges = ByteRanges.of(new ByteRange(from, to));
      ranges.addAll(opening);
      return new Wanted.Some(ranges);
    } catch (OddFileException e) {
      return new Wanted.All(e.why());
    }
  }

  private long start(Stretch stretch) {
    return stretch.fromPts() - EARLIER_NANOS / picture.tickNanos() - EARLIER_TICKS;
  }

  /** Where the last packet ends that FFmpeg may read. */
  private long end(Stretch stretch, Bytes bytes) throws IOException, OddFileException {
    Long until = stretch.untilPts();
    // Behind the last keyframe of the index it looks for more, to the end.
    if (until == null || stretch.fromPts() + EARLIER_TICKS >= cues.lastTime()) {
      return end;
    }
    BlockWalk walk = new BlockWalk(bytes, cues.cluster(until), end, 0);
    int after = 0;
    while (after < PacketMap.REORDERED + AHEAD) {
      Optional<Block> block = walk.next();
      if (block.isEmpty()) {
        return end;
      }
      if (block.get().track() == picture.track()) {
        after = block.get().time() < until ? 0 : after + 1;
      }
    }
    return walk.end();
  }
}
