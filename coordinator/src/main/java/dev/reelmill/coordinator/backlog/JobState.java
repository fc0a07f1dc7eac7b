package dev.reelmill.coordinator.backlog;

import java.util.Locale;

/** Of one transcode of one source. */
public enum JobState {
  /** The source is being looked at. */
  INSPECTING,
  /** There is a plan, and orders are out. */
  ENCODING,
  /** Everything was accepted, and it can be played. */
  PUBLISHED,
  /** It can't be done; why is said. */
  FAILED,
  /** Somebody did not want it any more. */
  CANCELLED;

  /** As the database has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether orders of such a job may be worked at. */
  public boolean isActive() {
    return this == INSPECTING || this == ENCODING;
  }
}
