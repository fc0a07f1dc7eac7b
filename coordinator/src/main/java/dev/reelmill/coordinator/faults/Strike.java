package dev.reelmill.coordinator.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One fault, and what came of it.
 *
 * @param detail what exactly was done
 * @param recovery from when everything ran again until the next result was accepted; absent if the
 *     next fault came before
 */
public record Strike(FaultKind kind, String detail, @Nullable Duration recovery) {}
