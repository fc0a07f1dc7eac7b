package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.work.QualityOrder.Floor;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.common.work.WorkResult.Output.SegmentEncoded;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.collect.Results.Claim;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends a segment back that is less like its source than its profile wants: once, as the worker may
 * be to blame. What comes back just as bad is how the source is, and is taken, and marked.
 */
final class QualityFloor {

  private QualityFloor() {}

  /** The result itself, or the failure that it counts as. */
  static WorkResult judged(DSLContext tx, Claim claim, WorkResult result) {
    if (!(result instanceof Done done) || !(done.output() instanceof SegmentEncoded encoded)) {
      return result;
    }
    Floor floor = floor(claim);
    List<String> low =
        encoded.rungs().stream()
            .filter(rung -> isBelow(rung, floor))
            .map(QualityFloor::describe)
            .toList();
    if (floor == null || low.isEmpty() || wasSentBack(tx, claim)) {
      return result;
    }
    return new Failed(
        done.attempt(),
        done.token(),
        FailureCode.QUALITY_BELOW_FLOOR,
        "%s; the floor is XPSNR %.2f dB, SSIM %.4f"
            .formatted(String.join("; ", low), floor.xpsnr(), floor.ssim()),
        done.cpuMillis(),
        done.fetched());
  }

  /** Whether a rung was measured, and found too bad. */
  static boolean isBelow(RungOutput rung, @Nullable Floor floor) {
    QualityFigures figures = rung.quality();
    return floor != null && figures != null && !floor.isReachedBy(figures);
  }

  private static @Nullable Floor floor(Claim claim) {
    OrderBody body = Json.read(claim.order().getBody().data(), OrderBody.class);
    return body instanceof OrderBody.Segment segment && segment.quality() != null
        ? segment.quality().floor()
        : null;
  }

  private static boolean wasSentBack(DSLContext tx, Claim claim) {
    return tx.fetchExists(
        ATTEMPT,
        ATTEMPT
            .ORDER_ID
            .eq(claim.order().getId())
            .and(ATTEMPT.FAILURE_CODE.eq(FailureCode.QUALITY_BELOW_FLOOR.text())));
  }

  private static String describe(RungOutput rung) {
    QualityFigures figures = rung.quality();
    return figures == null
        ? rung.rendition()
        : String.format(
            Locale.ROOT,
            "%s has XPSNR %.2f dB, SSIM %.4f",
            rung.rendition(),
            figures.xpsnr(),
            figures.ssim());
  }
}
