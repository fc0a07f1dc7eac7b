package dev.reelmill.coordinator.collect;

/** Looks whether an object that a worker reports is really there. */
@FunctionalInterface
public interface ObjectCheck {

  /** Size of the object in bytes, or −1 if there is none. */
  long sizeBytes(String key);
}
