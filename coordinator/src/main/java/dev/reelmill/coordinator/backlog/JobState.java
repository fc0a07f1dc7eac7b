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

  /** Whether the change may ever happen; everything else is a defect. */
  public boolean canBecome(JobState next) {
    return switch (this) {
      case INSPECTING -> next == ENCODING || next == FAILED || next == CANCELLED;
      case ENCODING -> next == PUBLISHED || next == FAILED || next == CANCELLED;
      case FAILED, CANCELLED -> next.isActive();
      case PUBLISHED -> false;
    };
  }
}
