package dev.reelmill.common.failure;

/** Whose trouble a failure is; it decides whether trying again can help. */
public enum FailureKind {
  /** The source can't be used: the uploader is told, as soon as a second worker has agreed. */
  BAD_SOURCE("once, on another worker if there is one"),
  /** Something needed was full, slow or away: try again after a pause. */
  OUTSIDE_FAULT("after pauses, until it works"),
  /** The worker or this program did wrong: try again elsewhere, a few times. */
  OWN_FAULT("`dispatch.most-failures` times in all, elsewhere if possible"),
  /** The request itself was wrong: the caller mends it. */
  BAD_REQUEST("no");

  private final String retry;

  FailureKind(String retry) {
    this.retry = retry;
  }

  /** When what failed so is tried again, in words. */
  String retry() {
    return retry;
  }
}
