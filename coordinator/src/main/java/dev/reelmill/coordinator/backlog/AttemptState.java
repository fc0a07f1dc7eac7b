package dev.reelmill.coordinator.backlog;

import java.util.Locale;

/** Of one try at an order. All but the first are final. */
public enum AttemptState {
  RUNNING,
  /** Its result is the one that counts. */
  ACCEPTED,
  /** It said so, or its result was refused. */
  FAILED,
  /** Its lease ran out. */
  LOST,
  /** The broker gave its hint to another worker, or another worker was first. */
  SUPERSEDED,
  /** Its job was ended. */
  CANCELLED;

  /** As the database has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
