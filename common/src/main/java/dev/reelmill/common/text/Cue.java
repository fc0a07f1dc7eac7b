package dev.reelmill.common.text;

/**
 * Text that is shown for a while.
 *
 * @param startMillis in published time, not negative
 * @param endMillis in published time, after the start
 * @param settings where it is shown, in WebVTT's words; empty where it does not matter
 * @param text WebVTT cue text, without blank lines
 */
public record Cue(long startMillis, long endMillis, String settings, String text) {

  public Cue {
    if (startMillis < 0 || endMillis <= startMillis) {
      throw new IllegalArgumentException("a cue from " + startMillis + " to " + endMillis + " ms");
    }
  }
}
