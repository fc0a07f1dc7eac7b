package dev.reelmill.coordinator.corpus;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How one file went. */
public enum Verdict {
  /** Published, and right as far as decoding can tell. */
  OK,
  /** Refused, and rightly: nothing of it decodes, or it exceeds a limit. */
  REFUSED,
  /** Not published though it decodes, or published and wrong. */
  FAILED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
