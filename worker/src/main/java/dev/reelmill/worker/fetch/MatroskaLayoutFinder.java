package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.BlockWalk.Block;
import java.io.IOException;
import java.util.Optional;

/**
 * Fetches the index of a Matroska or WebM file, which leads to keyframes of the picture, and the
 * first packets.
 */
final class MatroskaLayoutFinder implements LayoutFinder {

  @Override
  public Optional<Layout> find(Bytes bytes) throws IOException {
    try {
      Optional<MatroskaHead> head = MatroskaHead.read(bytes);
      return head.isEmpty() ? Optional.empty() : Optional.of(layout(head.get(), bytes));
    } catch (OddFileException e) {
      return Optional.of(new Layout.Unknown(e.why()));
    }
  }

  private static Layout layout(MatroskaHead head, Bytes bytes)
      throws IOException, OddFileException {
    MatroskaPicture picture =
        MatroskaPicture.of(
            head.content(MatroskaHead.SEGMENT_INFORMATION, "information of itself"),
            head.content(MatroskaHead.TRACKS, "tracks"));
    Cues cues =
        Cues.of(
            head.content(MatroskaHead.CUES, "index of keyframes"),
            picture.track(),
            head.origin(),
            picture.tickNanos());
    ByteRanges opening = head.ranges();
    opening.add(new ByteRange(head.firstCluster(), firstPackets(head, bytes)));
    return new MatroskaLayout(opening, picture, cues, head.firstCluster(), head.end());
  }

  /** Where those end that FFmpeg reads to find out about the streams. */
  private static long firstPackets(MatroskaHead head, Bytes bytes)
      throws IOException, OddFileException {
    BlockWalk walk = new BlockWalk(bytes, head.firstCluster(), head.end(), PacketMap.PROBED_BYTES);
    long heard = 0;
    while (heard < PacketMap.PROBED_BYTES) {
      Optional<Block> block = walk.next();
      if (block.isEmpty()) {
        break;
      }
      heard += block.get().bytes();
    }
    return walk.end();
  }
}
