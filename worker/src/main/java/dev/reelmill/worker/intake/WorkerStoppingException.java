package dev.reelmill.worker.intake;

/** The worker stops: the hint goes back to the broker, for another. */
final class WorkerStoppingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean begun;

  /** Nobody was asked for the order yet. */
  WorkerStoppingException() {
    this(false);
  }

  WorkerStoppingException(boolean begun) {
    super("this worker stops");
    this.begun = begun;
  }

  /** Whether the order was this worker's. */
  boolean hasBegun() {
    return begun;
  }
}
