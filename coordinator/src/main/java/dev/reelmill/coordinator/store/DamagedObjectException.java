package dev.reelmill.coordinator.store;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;

/** The bytes that arrived are not those that were announced; nothing was kept. */
public final class DamagedObjectException extends ReelmillException {
  private static final long serialVersionUID = 1;

  public DamagedObjectException(String key, String what, Object expected, Object actual) {
    super(
        FailureCode.INVALID,
        key + ": " + what + " was announced as " + expected + ", but is " + actual);
  }
}
