package dev.reelmill.coordinator.store;

import org.jspecify.annotations.Nullable;

/**
 * What the sender says of the bytes that follow; null where it says nothing.
 *
 * @param sha256 hex, lower case
 */
public record Expected(@Nullable Long sizeBytes, @Nullable String sha256) {

  public static final Expected NOTHING = new Expected(null, null);
}
