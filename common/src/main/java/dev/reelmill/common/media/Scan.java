package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a frame was taken at once; written in lower case with hyphens. */
public enum Scan {
  PROGRESSIVE,
  /** Two fields, the one with the topmost line taken first. */
  TOP_FIELD_FIRST,
  /** Two fields, the one with the topmost line taken last. */
  BOTTOM_FIELD_FIRST,
  /** Film spread over fields (3:2 pulldown): two of five frames mix two pictures; top first. */
  TELECINED_TOP_FIRST,
  /** Likewise, bottom first. */
  TELECINED_BOTTOM_FIRST;

  public boolean topFirst() {
    return this == TOP_FIELD_FIRST || this == TELECINED_TOP_FIRST;
  }

  public boolean telecined() {
    return this == TELECINED_TOP_FIRST || this == TELECINED_BOTTOM_FIRST;
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@code top-field-first} and the like.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  @JsonCreator
  public static Scan of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
