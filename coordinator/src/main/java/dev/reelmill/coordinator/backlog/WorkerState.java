package dev.reelmill.coordinator.backlog;

import java.util.Locale;

/** Of one worker: whether it is given orders. Whether it is alive, its heartbeats tell. */
public enum WorkerState {
  /** It takes orders. */
  ACTIVE,
  /** It finishes what it has and takes nothing new, until an administrator releases it. */
  DRAINING,
  /** Its results were wrong too often; it takes nothing until it has proved itself. */
  QUARANTINED;

  /** As the database has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static WorkerState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether the change may ever happen. A draining worker gets nothing that it could do wrong, so
   * it is never quarantined.
   */
  public boolean canBecome(WorkerState next) {
    return switch (this) {
      case ACTIVE -> next == DRAINING || next == QUARANTINED;
      case DRAINING -> next == ACTIVE;
      case QUARANTINED -> next == ACTIVE || next == DRAINING;
    };
  }
}
