package dev.reelmill.common.pictures;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures to take from one segment while it is encoded. All times are in ticks of the source's
 * timebase, counted from the zero of what is published.
 *
 * @param rendition the rung from whose pictures they are made: upright, with square pixels, in the
 *     colours that are published
 * @param tiles of the storyboard, if there is one
 * @param preview frames of the animated preview that lie in this segment, if any
 * @param candidates for the poster that lie in this segment, if any
 */
public record SegmentStills(
    String rendition,
    @Nullable Tiles tiles,
    @Nullable Series preview,
    @Nullable Series candidates) {

  /**
   * One tile for each interval: the first frame in it.
   *
   * @param intervalTicks from one to the next; intervals are counted from the published zero, so
   *     that those of all segments fit together
   */
  public record Tiles(long intervalTicks, PictureSize size) {
    public Tiles {
      requirePositive(intervalTicks);
    }
  }

  /**
   * Frames out of some windows.
   *
   * @param stepTicks a window gives the first frame of each stretch of this length
   * @param windows at least one, none in another
   */
  public record Series(long stepTicks, PictureSize size, List<Window> windows) {
    public Series {
      requirePositive(stepTicks);
      windows = List.copyOf(windows);
    }
  }

  /**
   * A half-open stretch of time.
   *
   * @param number among those of the whole video, from 1
   */
  public record Window(int number, long fromTicks, long toTicks) {}

  private static void requirePositive(long ticks) {
    if (ticks < 1) {
      throw new IllegalArgumentException("a step of " + ticks + " ticks");
    }
  }
}
