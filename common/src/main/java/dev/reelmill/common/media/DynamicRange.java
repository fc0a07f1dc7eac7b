package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bright a picture can be, and by which curve its numbers say so. */
public enum DynamicRange {
  /** Standard: BT.709 and its like. */
  SDR,
  /** Hybrid log-gamma (ARIB STD-B67). */
  HLG,
  /** Perceptual quantiser (SMPTE ST 2084): HDR10 and the base layer of Dolby Vision. */
  PQ;

  /** As messages have it: {@code pq}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isHdr() {
    return this != SDR;
  }
}
