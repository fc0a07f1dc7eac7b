package dev.reelmill.worker.intake;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogContext;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Fetched;
import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a hint into a result, and has the hint acknowledged then; throwing gives it back to the
 * broker. Thread-safe.
 */
final class OrderHandler {

  private static final Logger log = LoggerFactory.getLogger(OrderHandler.class);
  private static final Duration REPORT_PAUSE = Duration.ofSeconds(1);

  private static final Duration ASK_PAUSE = Duration.ofSeconds(1);

  /** The same claim gets the same answer, so asking again finds one that was lost. */
  private static final int MOST_ASKING = 3;

  private static final Duration FULL_PAUSE = Duration.ofSeconds(10);

  private final String worker;
  private final Coordinator coordinator;
  private final Work work;
  private final RunningAttempts attempts;
  private final Runnable changed;
  private final StandDown standDown;

  /**
   * @param changed is told when an attempt begins or ends
   */
  OrderHandler(
      String worker,
      Coordinator coordinator,
      Work work,
      RunningAttempts attempts,
      Runnable changed,
      StandDown standDown) {
    this.worker = worker;
    this.coordinator = coordinator;
    this.work = work;
    this.attempts = attempts;
    this.changed = changed;
    this.standDown = standDown;
  }

  /**
   * Handles one hint.
   *
   * @param text the message
   * @param redelivered whether another worker had it before
   * @param acknowledge tells the broker that it is done with
   * @throws Wire.UnreadableMessageException if it can't be understood
   * @throws ReelmillException {@link FailureCode#BROKER_UNAVAILABLE} if nobody answers
   * @throws WorkerStoppingException if this worker stops before it is done
   */
  void handle(String text, boolean redelivered, Runnable acknowledge) {
    Hint hint = Wire.read(text, Hint.class);
    if (!attempts.take()) {
      throw new WorkerStoppingException();
    }
    try {
      claim(hint, redelivered);
      acknowledge.run();
    } finally {
      attempts.release();
    }
  }

  private void claim(Hint hint, boolean redelivered) {
    try (LogContext context = LogContext.open().with(LogContext.ORDER, hint.order())) {
      ClaimReply reply =
          ask(
              new ClaimRequest(
                  hint.order(),
                  hint.dispatch(),
                  worker,
                  redelivered,
                  UUID.randomUUID().toString()));
      switch (reply) {
        case Refused refused -> refused(refused);
        case Granted granted -> {
          context
              .with(LogContext.VIDEO, granted.video())
              .with(LogContext.ATTEMPT, granted.attempt());
          attempt(granted);
        }
      }
    }
  }

  private ClaimReply ask(ClaimRequest request) {
    for (int asked = 1; ; asked++) {
      try {
        return coordinator.claim(request);
      } catch (ReelmillException e) {
        if (asked == MOST_ASKING || attempts.isEnding()) {
          throw e;
        }
        log.debug("asking again: {}", e.getMessage());
        LockSupport.parkNanos(ASK_PAUSE.toNanos());
      }
    }
  }

  private void refused(Refused refused) {
    log.debug("not taken: {}", refused.reason());
    Integer seconds = refused.standDown();
    if (seconds != null) {
      standDown.rest(Duration.ofSeconds(seconds), refused.reason());
    }
  }

  private void attempt(Granted granted) {
    RunControl control = attempts.begin(granted.attempt());
    changed.run();
    try {
      WorkResult result = result(granted, control);
      if (!control.isCancelled()) {
        report(result, control);
        restIfFull(result);
      } else if (attempts.isStopping()) {
        throw new WorkerStoppingException(true);
      } else {
        log.info("stopped, as the coordinator wished");
      }
    } finally {
      attempts.end(granted.attempt());
      changed.run();
    }
  }

  /** The next order would find the disk just as full; what this one left is gone by then. */
  private void restIfFull(WorkResult result) {
    if (result instanceof WorkResult.Failed failed && failed.code() == FailureCode.DISK_FULL) {
      standDown.rest(FULL_PAUSE, failed.detail());
      changed.run();
    }
  }

  /** Work that is done is not thrown away because the broker is: it is reported when it is back. */
  private void report(WorkResult result, RunControl control) {
    while (true) {
      try {
        coordinator.report(result);
        return;
      } catch (ReelmillException e) {
        if (attempts.isStopping()) {
          throw new WorkerStoppingException(true);
        }
        if (control.isCancelled()) {
          throw e;
        }
        log.warn("the result can't be sent yet: {}", e.getMessage());
        LockSupport.parkNanos(REPORT_PAUSE.toNanos());
      }
    }
  }

  private WorkResult result(Granted granted, RunControl control) {
    String kind = granted.order().getClass().getSimpleName();
    log.debug("{}: try {}", kind, granted.attemptNumber());
    try {
      WorkResult.Output output = work.carryOut(granted, control);
      log.info(
          "{} done in {} ms of CPU time, with {} bytes fetched",
          kind,
          control.cpu().toMillis(),
          control.fetchedBytes());
      return new WorkResult.Done(
          granted.attempt(), granted.token(), output, control.cpu().toMillis(), fetched(control));
    } catch (ReelmillException e) {
      return failed(granted, control, e.code(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      boolean full = String.valueOf(e.getMessage()).contains("No space left on device");
      return failed(
          granted, control, full ? FailureCode.DISK_FULL : FailureCode.INTERNAL, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      control.cancel();
      return failed(granted, control, FailureCode.REVOKED, "interrupted", e);
    } catch (RuntimeException e) {
      // Whatever it is, the coordinator must hear of it, or the order would go round for ever.
      return failed(granted, control, FailureCode.INTERNAL, e.toString(), e);
    }
  }

  private static WorkResult failed(
      Granted granted, RunControl control, FailureCode code, String detail, Exception cause) {
    if (!control.isCancelled()) {
      log.warn("failed with {}: {}", code.text(), detail);
      log.debug("because of", cause);
    }
    return new WorkResult.Failed(
        granted.attempt(),
        granted.token(),
        code,
        detail,
        control.cpu().toMillis(),
        fetched(control));
  }

  private static Fetched fetched(RunControl control) {
    return new Fetched(control.fetchedBytes(), control.fallback().orElse(null));
  }
}
