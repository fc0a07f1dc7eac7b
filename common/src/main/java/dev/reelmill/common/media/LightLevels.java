package dev.reelmill.common.media;

import org.jspecify.annotations.Nullable;

/**
 * What an HDR picture says about its light, beside each frame's numbers.
 *
 * @param mastering the display that it was made on (SMPTE ST 2086)
 * @param mostContent brightest pixel, in cd/m² (CTA-861.3 MaxCLL); 0 if not known
 * @param mostAverage brightest frame's average, in cd/m² (MaxFALL); 0 if not known
 */
public record LightLevels(@Nullable MasteringDisplay mastering, int mostContent, int mostAverage) {

  public static final LightLevels UNKNOWN = new LightLevels(null, 0, 0);

  /** CIE 1931 coordinates. */
  public record Chromaticity(Rational x, Rational y) {}

  /**
   * A display.
   *
   * @param least luminance in cd/m²
   * @param most luminance in cd/m²
   */
  public record MasteringDisplay(
      Chromaticity red,
      Chromaticity green,
      Chromaticity blue,
      Chromaticity white,
      Rational least,
      Rational most) {}
}
