package dev.reelmill.worker.quality;

import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.QualityArguments;
import dev.reelmill.worker.ffmpeg.arguments.QualityCommand;
import dev.reelmill.worker.ffmpeg.arguments.QualityCommand.Compared;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures SSIM and XPSNR of finished files against the source that they were made of. */
public final class QualityMeasuring {

  private static final Logger log = LoggerFactory.getLogger(QualityMeasuring.class);

  private final Ffmpeg ffmpeg;

  public QualityMeasuring(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Compares each rung of a segment with the source at that rung's size.
   *
   * @param segment the command that made them
   * @param order which frames
   * @param scratch folder of this attempt
   * @return one entry a rung, in their order; absent for one that could not be measured, which is
   *     no reason to throw it away
   */
  public List<Optional<QualityFigures>> rungs(
      SegmentCommand segment, QualityOrder order, Path scratch, RunControl control)
      throws IOException {
    List<Compared> compared =
        IntStream.range(0, segment.rungs().size())
            .mapToObj(i -> new Compared(segment.rungs().get(i).file(), i))
            .toList();
    return measure(new QualityCommand(segment, compared, order), scratch, control);
  }

  /**
   * Compares all rungs of a segment with the source at the size of the first, all their frames.
   *
   * @param segment the command that made them
   * @param frameRate about how many frames are shown a second
   * @return one entry a rung, in their order
   */
  public List<Optional<QualityFigures>> atOneSize(
      SegmentCommand segment, int frameRate, Path scratch, RunControl control) throws IOException {
    List<Compared> compared =
        segment.rungs().stream().map(rung -> new Compared(rung.file(), 0)).toList();
    SegmentCommand reference = segment.withRungs(segment.rungs().subList(0, 1));
    QualityOrder order = new QualityOrder(0, null, frameRate, null);
    return measure(new QualityCommand(reference, compared, order), scratch, control);
  }

  private List<Optional<QualityFigures>> measure(
      QualityCommand command, Path scratch, RunControl control) throws IOException {
    RunResult result =
        ffmpeg.ffmpeg(
            QualityArguments.of(command, ffmpeg.settings().inputLimits()),
            new Place(scratch, List.of(command.reference().source().toRealPath())),
            // What comes before the first frame that counts is decoded without a word.
            ffmpeg.limits().patient(),
            control,
            line -> {});
    if (!result.succeeded()) {
      log.warn("the quality could not be measured: {}", result.words());
      return command.compared().stream().map(any -> Optional.<QualityFigures>empty()).toList();
    }
    List<Optional<QualityFigures>> figures = new ArrayList<>();
    for (int i = 0; i < command.compared().size(); i++) {
      figures.add(
          FrameFigures.read(
              scratch.resolve(QualityArguments.xpsnrFile(i)),
              scratch.resolve(QualityArguments.ssimFile(i)),
              command.ignoredLines()));
    }
    return figures;
  }
}
