package dev.reelmill.worker.deliver;

import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import org.jspecify.annotations.Nullable;

/**
 * What a segment must be, in ticks of its track.
 *
 * @param frames that the encoder said it put out
 * @param packets that the container counts; no decoder shows more
 * @param timescale ticks per second
 * @param startTicks when the first frame is shown
 * @param endTicks when the next segment begins; absent for the last
 * @param mostBytes of the file
 */
public record SegmentExpectation(
    long frames,
    long packets,
    long timescale,
    long startTicks,
    @Nullable Long endTicks,
    long mostBytes) {

  /** From the order: a track counts in ticks of the source's timebase. */
  public static SegmentExpectation of(SegmentInterval interval, long frames, long mostBytes) {
    long ticks = interval.timebase().numerator();
    Long end = interval.endPts();
    return new SegmentExpectation(
        frames,
        interval.packets(),
        interval.timebase().denominator(),
        Math.multiplyExact(interval.startPts() - interval.originPts(), ticks),
        end == null ? null : Math.multiplyExact(end - interval.originPts(), ticks),
        mostBytes);
  }

  void check(FragmentedFile file) {
    require(file, file.samples() == frames, file.samples() + " samples of " + frames + " frames");
    require(file, frames <= packets, frames + " frames from " + packets + " packets");
    require(
        file,
        file.track().timescale() == timescale,
        "timescale " + file.track().timescale() + " instead of " + timescale);
    require(
        file, file.sizeBytes() <= mostBytes, file.sizeBytes() + " bytes, more than " + mostBytes);
    require(file, !file.headers().isEmpty(), "no fragments");
    FragmentHeader first = file.headers().getFirst();
    require(
        file,
        first.startTicks() == startTicks && first.firstPts() == startTicks,
        "starts at %d with PTS %d instead of %d"
            .formatted(first.startTicks(), first.firstPts(), startTicks));
    order(file);
  }

  private void order(FragmentedFile file) {
    long before = startTicks - 1;
    for (FragmentHeader header : file.headers()) {
      require(file, header.startsWithKeyframe(), "a fragment without a keyframe at its beginning");
      require(
          file,
          header.leastPts() > before && header.leastPts() == header.firstPts(),
          "PTS %d follows %d".formatted(header.leastPts(), before));
      before = header.greatestPts();
    }
    require(
        file,
        endTicks == null || before < endTicks,
        "PTS %d belongs to the next segment, from %d".formatted(before, endTicks));
  }

  private static void require(FragmentedFile file, boolean holds, String otherwise) {
    if (!holds) {
      throw Verification.failed(file.file(), otherwise);
    }
  }
}
