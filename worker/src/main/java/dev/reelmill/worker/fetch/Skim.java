package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Goes through all blocks of a Matroska file without fetching all of each. Only a block tells where
 * the next one is, so that there is one request after the other; but the index tells of clusters
 * all over the file, so that many stretches are gone through at a time. Not thread-safe.
 */
final class Skim {

  /** Stretches that are gone through at a time. */
  private static final int AT_ONCE = 64;

  /** So much has to be seen before it is judged. */
  private static final long LEAST_SEEN = 8L << 20;

  /** Percent; above, one request for all of the file is better than many for most of it. */
  private static final long MOST_PERCENT = 60;

  /**
   * Places that are gone to, some three hours of pictures: each takes a request, and some 200 bytes
   * of memory while the copy is kept.
   */
  private static final int MOST_PLACES = 300_000;

  private final Bytes bytes;
  private final LongUnaryOperator wanted;
  private final int mostPlaces;
  private final Deque<ByteRange> waiting = new ArrayDeque<>();
  private final ByteRanges ranges = new ByteRanges();
  private final ReadAhead ahead = new ReadAhead();
  private long seen;

  /**
   * @param wanted how many bytes are, of each block of a track
   */
  Skim(Bytes bytes, LongUnaryOperator wanted) {
    this(bytes, wanted, MOST_PLACES);
  }

  Skim(Bytes bytes, LongUnaryOperator wanted, int mostPlaces) {
    this.bytes = bytes;
    this.wanted = wanted;
    this.mostPlaces = mostPlaces;
  }

  /**
   * Goes through the file; what is wanted was fetched then.
   *
   * @param clusters where some are, ascending
   * @param from where the first one is
   * @param to the end of the file
   * @return what was fetched
   * @throws OddFileException if the file is not what its index tells, or little of it could be left
   *     out
   */
  ByteRanges run(long[] clusters, long from, long to) throws IOException, OddFileException {
    stretches(clusters, from, to);
    List<SkimmedStretch> running = new ArrayList<>();
    while (!running.isEmpty() || !waiting.isEmpty()) {
      while (running.size() < AT_ONCE && !waiting.isEmpty()) {
        running.add(new SkimmedStretch(bytes, waiting.removeFirst(), wanted, ahead));
      }
      fetch(needed(running));
    }
    return ranges;
  }

  private void stretches(long[] clusters, long from, long to) throws OddFileException {
    long begin = from;
    for (long cluster : clusters) {
      if (cluster < from || cluster >= to) {
        throw new OddFileException("its index leads to %d, where no cluster is".formatted(cluster));
      }
      if (cluster > begin) {
        waiting.add(new ByteRange(begin, cluster));
        begin = cluster;
      }
    }
    waiting.add(new ByteRange(begin, to));
  }

  /** What they need to go on; those that need no more are done. */
  private ByteRanges needed(List<SkimmedStretch> running) throws IOException, OddFileException {
    ByteRanges needed = new ByteRanges();
    for (Iterator<SkimmedStretch> each = running.iterator(); each.hasNext(); ) {
      SkimmedStretch stretch = each.next();
      long before = stretch.position();
      Optional<ByteRange> need = stretch.goOn();
      seen += stretch.position() - before;
      need.ifPresentOrElse(needed::add, each::remove);
    }
    return needed;
  }

  private void fetch(ByteRanges needed) throws OddFileException {
    bytes.fetch(needed);
    ranges.addAll(needed);
    if (seen > LEAST_SEEN && ranges.size() > seen / 100 * MOST_PERCENT) {
      throw new OddFileException(
          "%d of %d bytes were needed to go through its blocks".formatted(ranges.size(), seen));
    }
    if (ranges.count() > mostPlaces) {
      throw new OddFileException(
          "it would have to be gone to at more than %d places".formatted(mostPlaces));
    }
  }
}
