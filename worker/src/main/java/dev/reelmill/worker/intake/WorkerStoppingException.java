package dev.reelmill.worker.intake;

/** The worker stops: the hint goes back to the broker, for another. */
final class WorkerStoppingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkerStoppingException() {
    super("this worker stops");
  }
}
