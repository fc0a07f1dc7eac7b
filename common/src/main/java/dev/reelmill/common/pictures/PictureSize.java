package dev.reelmill.common.pictures;

/**
 * The size of a picture with square pixels.
 *
 * @param width in pixels, even, at least 2
 * @param height in pixels, even, at least 2
 */
public record PictureSize(int width, int height) {

  public PictureSize {
    if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException("a picture of " + width + "x" + height + " pixels");
    }
  }

  /**
   * The largest size of this one's aspect that is no larger than this and fits into a box, upright
   * or lying like this. Nothing is cut off, nothing is added; sides are rounded to even numbers.
   */
  public PictureSize within(PictureSize box) {
    long shortBox = Math.min(box.width, box.height);
    long longBox = Math.max(box.width, box.height);
    long shortSide = Math.min(width, height);
    long longSide = Math.max(width, height);
    if (shortSide <= shortBox && longSide <= longBox) {
      return this;
    }
    boolean limitedByShort = shortBox * longSide <= longBox * shortSide;
    long wantedShort = limitedByShort ? shortBox : even(shortSide * longBox, longSide);
    long wantedLong = limitedByShort ? even(longSide * shortBox, shortSide) : longBox;
    return width < height
        ? new PictureSize((int) wantedShort, (int) wantedLong)
        : new PictureSize((int) wantedLong, (int) wantedShort);
  }

  /** The even number nearest to a fraction, at least 2. */
  private static long even(long numerator, long denominator) {
    return Math.max(2, 2 * Math.floorDiv(numerator + denominator, 2 * denominator));
  }

  /** {@code 640x360}. */
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
