package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How sound is coded. */
public enum AudioCodec {
  AAC,
  OPUS;

  /** As profiles and messages have it: {@code aac}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
