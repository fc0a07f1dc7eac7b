package dev.reelmill.worker.fetch;

/** A store, or a proxy before it, answered with a whole object where a part was asked for. */
final class RangeRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RangeRefusedException(String key) {
    super("the object store gives no part of " + key);
  }
}
