package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How pictures are coded. */
public enum VideoCodec {
  H264,
  HEVC,
  AV1,
  VP9;

  /** As profiles, messages and names of renditions have it: {@code hevc}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
