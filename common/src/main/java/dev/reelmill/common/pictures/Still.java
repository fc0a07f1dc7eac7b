package dev.reelmill.common.pictures;

/**
 * One JPEG in a {@link StillsObject}.
 *
 * @param number of a tile its interval, from 0; of other kinds their window, from 1
 * @param ticks when it is shown, as in {@link SegmentStills}
 * @param offset of its first byte in the object
 * @param sizeBytes of the JPEG
 */
public record Still(Kind kind, int number, long ticks, long offset, long sizeBytes) {

  /** What it is for. */
  public enum Kind {
    TILE,
    PREVIEW,
    CANDIDATE
  }
}
