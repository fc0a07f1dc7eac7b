package dev.reelmill.common.media;

/**
 * How loud every track becomes.
 *
 * @param targetLufs integrated loudness
 * @param truePeakDb what no peak exceeds, in dBTP
 */
public record LoudnessTarget(double targetLufs, double truePeakDb) {

  public LoudnessTarget {
    if (targetLufs < -40 || targetLufs > -5) {
      throw new IllegalArgumentException("targetLufs " + targetLufs + " is not within -40 and -5");
    }
    if (truePeakDb < -20 || truePeakDb > 0) {
      throw new IllegalArgumentException("truePeakDb " + truePeakDb + " is not within -20 and 0");
    }
  }
}
