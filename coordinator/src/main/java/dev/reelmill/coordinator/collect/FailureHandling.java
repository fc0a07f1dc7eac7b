package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.collect.Results.Claim;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.trust.Faults;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Decides by a failure's kind what happens next. */
final class FailureHandling {

  private static final Logger log = LoggerFactory.getLogger(FailureHandling.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final DispatchSettings settings;

  FailureHandling(DispatchSettings settings) {
    this.settings = settings;
  }

  void failed(DSLContext tx, Claim claim, Failed failed) {
    long order = claim.order().getId();
    tx.update(ATTEMPT)
        .set(ATTEMPT.FAILURE_CODE, failed.code().text())
        .set(ATTEMPT.FAILURE_DETAIL, failed.detail())
        .where(ATTEMPT.ID.eq(failed.attempt()))
        .execute();
    // A file that is no good is its uploader's concern, who is told.
    boolean isFarms = failed.code().kind() != FailureKind.BAD_SOURCE;
    log.atLevel(isFarms ? Level.WARN : Level.INFO)
        .log(
            "order {} of video {} failed on {}: {}: {}",
            order,
            claim.job().getVideoId(),
            claim.attempt().getWorkerId(),
            failed.code().text(),
            failed.detail());
    if (failed.code() == FailureCode.QUALITY_BELOW_FLOOR) {
      // It worked; another worker shall say whether it can be done better.
      Orders.backUnlessItRuns(tx, order, Duration.ZERO);
      return;
    }
    switch (failed.code().kind()) {
      case BAD_SOURCE -> badSource(tx, claim, failed);
      case OUTSIDE_FAULT -> Orders.backUnlessItRuns(tx, order, pause(claim.order().getAttempts()));
      case OWN_FAULT, BAD_REQUEST ->
          Orders.failed(
              tx, order, settings.mostFailures(), Duration.ZERO, failed.code(), failed.detail());
    }
  }

  /** A second worker has to agree, if there is one: the first may have a bad disk. */
  private void badSource(DSLContext tx, Claim claim, Failed failed) {
    long order = claim.order().getId();
    if (Faults.isOneWorkersWord(tx, order, claim.attempt().getWorkerId())) {
      Orders.failed(
          tx, order, settings.mostFailures(), Duration.ZERO, failed.code(), failed.detail());
    } else {
      Orders.giveUp(tx, order, failed.code(), failed.detail());
    }
  }

  /** Doubles with each try, with jitter, so that a recovering store isn't met by all at once. */
  private static Duration pause(int tries) {
    long limit = Math.min(1000L << Math.min(tries, 20), LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(limit / 2 + ThreadLocalRandom.current().nextLong(limit / 2));
  }
}
