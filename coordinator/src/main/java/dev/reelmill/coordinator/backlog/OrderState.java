package dev.reelmill.coordinator.backlog;

import java.util.Locale;

/** Of one work order. */
public enum OrderState {
  /** In the backlog. */
  WAITING,
  /** A hint is on its way to a worker. */
  DISPATCHED,
  /** An attempt holds a lease; or two, where the first took too long. */
  RUNNING,
  /** A result was accepted. */
  DONE,
  /** Given up. */
  FAILED,
  /** Not wanted any more. */
  CANCELLED;

  /** As the database has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static OrderState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether the change may ever happen; everything else is a defect. */
  public boolean canBecome(OrderState next) {
    return switch (this) {
      case WAITING -> next == DISPATCHED || next == CANCELLED;
      case DISPATCHED -> next == RUNNING || next == WAITING || next == CANCELLED;
      case RUNNING -> next == DONE || next == WAITING || next == FAILED || next == CANCELLED;
      case FAILED, CANCELLED -> next == WAITING;
      case DONE -> false;
    };
  }
}
