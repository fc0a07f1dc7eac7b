package dev.reelmill.common.media;

/**
 * How a decoded picture has to be turned to be upright: first mirrored, if it is to be, then
 * turned. These are the eight ways in which a display matrix can map pixels to pixels.
 *
 * @param mirrored whether left and right are swapped
 * @param rotation clockwise: 0, 90, 180 or 270 degrees
 */
public record Orientation(boolean mirrored, int rotation) {

  public static final Orientation UPRIGHT = new Orientation(false, 0);

  public Orientation {
    if (rotation < 0 || rotation > 270 || rotation % 90 != 0) {
      throw new IllegalArgumentException("rotation " + rotation + " is none of 0, 90, 180, 270");
    }
  }

  /** Whether width and height change places. */
  public boolean swapsSides() {
    return rotation % 180 != 0;
  }
}
