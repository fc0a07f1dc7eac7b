package dev.reelmill.coordinator.plan;

/**
 * What one way of encoding takes and gives.
 *
 * @param bitrate in bits per second, above 0
 * @param xpsnr in dB, at the size of the ladder's best rung
 */
record RatePoint(double bitrate, double xpsnr) {

  RatePoint {
    if (!(bitrate > 0) || Double.isNaN(xpsnr)) {
      throw new IllegalArgumentException(bitrate + " bits per second at " + xpsnr + " dB");
    }
  }
}
