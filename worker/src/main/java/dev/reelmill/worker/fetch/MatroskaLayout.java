package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.BlockWalk.Block;
import dev.reelmill.worker.fetch.Source.Stretch;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;

/**
 * That of a Matroska or WebM file, whose index leads to clusters with keyframes of the picture.
 * What is between is found by going through it.
 */
final class MatroskaLayout implements Layout {

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

  /**
   * FFmpeg's parsers read a packet of the picture up to its first slice, of which they take 1000
   * bytes at most. Where they find none in so many bytes they complain, and all is fetched.
   */
  private static final long PARSED_BYTES = 1280;

  private static final int ALL_BUT_PICTURE = -1;

  private final ByteRanges opening;
  private final MatroskaPicture picture;
  private final Cues cues;
  private final long firstCluster;
  private final long end;

  /** What was gone through, by the stream of which all was fetched. */
  private final Map<Integer, Wanted> skimmed = new ConcurrentHashMap<>();

  /**
   * @param opening what every reader of the file reads
   * @param picture the track that the index is of
   * @param cues the index
   * @param end of the file
   */
  MatroskaLayout(
      ByteRanges opening, MatroskaPicture picture, Cues cues, long firstCluster, long end) {
    this.opening = opening;
    this.picture = picture;
    this.cues = cues;
    this.firstCluster = firstCluster;
    this.end = end;
  }

  /** Packets tell more of themselves than the index does: all of the sound, the rest begun. */
  @Override
  public Wanted inspection(Bytes bytes) throws IOException {
    if (!picture.skimmable()) {
      return new Wanted.All("inspection may need all of its packets");
    }
    return skimmed(
        ALL_BUT_PICTURE,
        number -> number == picture.track() ? PARSED_BYTES : Long.MAX_VALUE,
        bytes);
  }

  @Override
  public Wanted track(int stream, Bytes bytes) throws IOException {
    if (stream < 0 || stream >= picture.tracks().size()) {
      return new Wanted.All("it tells of no stream " + stream);
    }
    Wanted inspected = skimmed.get(ALL_BUT_PICTURE);
    if (stream != picture.stream() && inspected instanceof Wanted.Some) {
      return inspected;
    }
    long track = picture.tracks().get(stream);
    return skimmed(stream, number -> number == track ? Long.MAX_VALUE : 0, bytes);
  }

  private Wanted skimmed(int what, LongUnaryOperator wanted, Bytes bytes) throws IOException {
    Wanted known = skimmed.get(what);
    if (known != null) {
      return known;
    }
    Wanted found;
    try {
      ByteRanges ranges = new Skim(bytes, wanted).run(cues.clusters(), firstCluster, end);
      ranges.addAll(opening);
      found = new Wanted.Some(ranges);
    } catch (OddFileException e) {
      found = new Wanted.All(e.why());
    }
    skimmed.put(what, found);
    return found;
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

  @Override
  public long later(int stream, long keyframePts) {
    long later = earlierTicks();
    // Whatever it is rounded to, the next keyframe is not reached.
    boolean alone = cues.isAlone(keyframePts, later + 2 * EARLIER_TICKS);
    return alone && stream == picture.stream() ? later : 0;
  }

  private long start(Stretch stretch) {
    return stretch.fromPts() - earlierTicks();
  }

  private long earlierTicks() {
    return EARLIER_NANOS / picture.tickNanos() + EARLIER_TICKS;
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
