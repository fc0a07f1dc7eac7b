package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a picture's light reaches; written in lower case. */
public enum DynamicRange {
  /** Relative light, up to the display's white. */
  SDR,
  /** Light beyond that: PQ (SMPTE ST 2084) or HLG (ARIB STD-B67). */
  HDR;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code sdr} or {@code hdr}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  @JsonCreator
  public static DynamicRange of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
