package dev.reelmill.coordinator.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of objects. */
public final class Sha256 {

  private Sha256() {}

  /** One that has seen no bytes yet. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
