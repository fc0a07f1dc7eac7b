package dev.reelmill.coordinator.collect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.Optional;

/** Looks whether an object that a worker reports is really there, and is what it says. */
@FunctionalInterface
public interface ObjectCheck {

  /** Size of the object in bytes, or −1 if there is none. */
  long sizeBytes(String key);

  /**
   * What is wrong with an object that was reported, in words; empty if all is as it should be.
   *
   * @param reported the key that the worker names
   * @param key that it was to write
   */
  default Optional<String> flaw(String reported, long sizeBytes, String sha256, String key) {
    if (!reported.equals(key)) {
      return Optional.of("the object is " + reported + ", not " + key);
    }
    long stored = sizeBytes(key);
    if (stored != sizeBytes) {
      return Optional.of("the store has " + stored + " of " + sizeBytes + " bytes of " + key);
    }
    return sha256(key)
        .filter(actual -> !actual.equals(sha256))
        .map(_ -> "the bytes of " + key + " are not those reported");
  }

  /**
   * As {@link #flaw}, of something that has to be right.
   *
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} with what is wrong
   */
  default void require(String reported, long sizeBytes, String sha256, String key) {
    flaw(reported, sizeBytes, sha256, key)
        .ifPresent(
            flaw -> {
              throw new ReelmillException(FailureCode.VERIFICATION_FAILED, flaw);
            });
  }

  /** Checksum of what is stored now, in hex; empty for a store that can't tell, or no object. */
  default Optional<String> sha256(String key) {
    return Optional.empty();
  }
}
