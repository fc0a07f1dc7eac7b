package dev.reelmill.common.failure;

/** Whose trouble a failure is; it decides whether trying again can help. */
public enum FailureKind {
  /** The source can't be used: no retry, the uploader is told. */
  BAD_SOURCE,
  /** Something needed was full, slow or away: try again after a pause. */
  OUTSIDE_FAULT,
  /** The worker or this program did wrong: try again elsewhere, at most three times. */
  OWN_FAULT,
  /** The request itself was wrong: the caller mends it. */
  BAD_REQUEST
}
