package dev.reelmill.worker.encode;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.TrialEncode;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.quality.QualityMeasuring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes a stretch of the picture in several ways, and says what came of each. */
public final class TrialEncoder {

  /** Nothing of a trial is uploaded. */
  private static final UploadTarget NOWHERE = new UploadTarget("", "");

  private final SegmentEncoder encoder;
  private final QualityMeasuring quality;

  public TrialEncoder(Ffmpeg ffmpeg) {
    this.encoder = new SegmentEncoder(ffmpeg);
    this.quality = new QualityMeasuring(ffmpeg);
  }

  /**
   * Fetches what trying reads first.
   *
   * @param attemptNumber from 1; later attempts trust the source's index less
   */
  public void fetch(TrialEncode order, Source source, int attemptNumber) {
    encoder.fetch(asSegment(order), source, attemptNumber);
  }

  /**
   * Tries.
   *
   * @param source of which more is fetched if need be
   * @param attemptNumber from 1; later attempts trust the source's index less
   * @param scratch folder of this attempt
   * @return in the order of the order's points
   * @throws ReelmillException {@link FailureCode#ENCODER_FAILED} if a point could not be measured;
   *     else as {@link SegmentEncoder#encode}
   */
  public List<TrialFigures> encode(
      TrialEncode order, Source source, int attemptNumber, Path scratch, RunControl control)
      throws IOException {
    EncodedSegment encoded =
        encoder.encode(asSegment(order), source, attemptNumber, scratch, control);
    List<Optional<QualityFigures>> figures =
        quality.atOneSize(encoded.command(), order.frameRate(), scratch, control);
    List<TrialFigures> points = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      QualityFigures measured =
          figures
              .get(i)
              .orElseThrow(
                  () ->
                      new ReelmillException(
                          FailureCode.ENCODER_FAILED, "a point of the trial can't be measured"));
      points.add(new TrialFigures(encoded.frames(), Files.size(encoded.rungs().get(i)), measured));
    }
    return points;
  }

  private static EncodeSegment asSegment(TrialEncode order) {
    List<RungOrder> rungs =
        order.points().stream().map(point -> new RungOrder("trial", point, NOWHERE)).toList();
    return new EncodeSegment(
        order.source(),
        order.format(),
        order.stream(),
        order.picture(),
        order.interval(),
        rungs,
        null);
  }
}
