package dev.reelmill.coordinator.store;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;

/** There is an object of this key already; it was left as it is. */
public final class ObjectExistsException extends ReelmillException {
  private static final long serialVersionUID = 1;

  public ObjectExistsException(String key) {
    super(FailureCode.CONFLICT, "there is an object " + key + " already; objects are written once");
  }
}
