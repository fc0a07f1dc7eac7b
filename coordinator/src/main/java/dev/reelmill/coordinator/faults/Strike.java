package dev.reelmill.coordinator.faults;

import java.time.Duration;

/**
 * One fault, and what came of it.
 *
 * @param detail what exactly was done
 * @param recovery from when everything ran again until the next result was accepted
 */
public record Strike(FaultKind kind, String detail, Duration recovery) {}
