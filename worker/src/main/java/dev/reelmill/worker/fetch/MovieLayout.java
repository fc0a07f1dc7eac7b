package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.Source.Stretch;
import java.util.Optional;

/**
 * That of an MP4 or QuickTime file, whose index tells where every packet is.
 *
 * @param opening what every reader of the file reads
 * @param packets where they are
 * @param chapters whether a track holds the titles of chapters
 */
record MovieLayout(ByteRanges opening, PacketMap packets, boolean chapters) implements Layout {

  @Override
  public Wanted inspection(Bytes bytes) {
    return chapters
        ? new Wanted.All("titles of chapters are in a track of their own")
        : new Wanted.Some(opening);
  }

  @Override
  public Wanted track(int stream, Bytes bytes) {
    return opened(packets.track(stream), "no stream " + stream);
  }

  @Override
  public Wanted stretch(Stretch stretch, Bytes bytes) {
    return opened(
        packets.stretch(stretch),
        "no packet of stream %d at PTS %d".formatted(stretch.stream(), stretch.fromPts()));
  }

  private Wanted opened(Optional<ByteRanges> ranges, String otherwise) {
    if (ranges.isEmpty()) {
      return new Wanted.All("its index tells of " + otherwise);
    }
    ranges.get().addAll(opening);
    return new Wanted.Some(ranges.get());
  }
}
