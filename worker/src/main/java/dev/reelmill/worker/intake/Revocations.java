package dev.reelmill.worker.intake;

import dev.reelmill.common.log.LogContext;
import dev.reelmill.common.work.Revocation;
import dev.reelmill.common.work.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops attempts that the coordinator takes back. */
final class Revocations {

  private static final Logger log = LoggerFactory.getLogger(Revocations.class);

  private final RunningAttempts attempts;

  Revocations(RunningAttempts attempts) {
    this.attempts = attempts;
  }

  /**
   * Handles a message.
   *
   * @throws Wire.UnreadableMessageException if it can't be understood
   */
  void handle(String text) {
    Revocation revocation = Wire.read(text, Revocation.class);
    for (long attempt : revocation.attempts()) {
      if (attempts.cancel(attempt)) {
        try (LogContext _ = LogContext.open().with(LogContext.ATTEMPT, attempt)) {
          log.info("taken back: {}", revocation.reason());
        }
      }
    }
  }
}
