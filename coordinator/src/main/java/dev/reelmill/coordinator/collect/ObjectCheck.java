package dev.reelmill.coordinator.collect;

import java.util.Optional;

/** Looks whether an object that a worker reports is really there. */
@FunctionalInterface
public interface ObjectCheck {

  /** Size of the object in bytes, or −1 if there is none. */
  long sizeBytes(String key);

  /** Checksum of what is stored now, in hex; empty for a store that can't tell, or no object. */
  default Optional<String> sha256(String key) {
    return Optional.empty();
  }
}
