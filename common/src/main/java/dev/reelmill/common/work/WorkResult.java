package dev.reelmill.common.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.StillsObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkResult.Done.class, name = "done"),
  @JsonSubTypes.Type(value = WorkResult.Failed.class, name = "failed")
})
public sealed interface WorkResult {

  /** The attempt, from {@link ClaimReply.Granted}. */
  long attempt();

  /** The attempt's token, from {@link ClaimReply.Granted}. */
  String token();

  /** CPU time of all child processes of the attempt. */
  long cpuMillis();

  /** What was read for it; absent from workers that don't count it. */
  @Nullable Fetched fetched();

  /**
   * It worked, and was verified by the worker.
   *
   * @param cpuMillis CPU time of all child processes of this attempt
   * @param fetched absent from workers that don't count it
   */
  record Done(long attempt, String token, Output output, long cpuMillis, @Nullable Fetched fetched)
      implements WorkResult {

    /** One that fetched nothing. */
    public Done(long attempt, String token, Output output, long cpuMillis) {
      this(attempt, token, output, cpuMillis, null);
    }
  }

  /**
   * It did not.
   *
   * @param code what went wrong; its kind decides what happens next
   * @param detail the values, and the last words of FFmpeg where it spoke
   * @param fetched absent from workers that don't count it
   */
  record Failed(
      long attempt,
      String token,
      FailureCode code,
      String detail,
      long cpuMillis,
      @Nullable Fetched fetched)
      implements WorkResult {

    /** One that fetched nothing. */
    public Failed(long attempt, String token, FailureCode code, String detail, long cpuMillis) {
      this(attempt, token, code, detail, cpuMillis, null);
    }
  }

  /** What an order brought. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Output.Inspected.class, name = "inspected"),
    @JsonSubTypes.Type(value = Output.SegmentEncoded.class, name = "segment"),
    @JsonSubTypes.Type(value = Output.AudioEncoded.class, name = "audio"),
    @JsonSubTypes.Type(value = Output.TrialEncoded.class, name = "trial"),
    @JsonSubTypes.Type(value = Output.TextExtracted.class, name = "text"),
    @JsonSubTypes.Type(value = Output.FileAssembled.class, name = "file"),
    @JsonSubTypes.Type(value = Output.PicturesPacked.class, name = "pictures")
  })
  sealed interface Output {

    record Inspected(SourceFacts facts) implements Output {}

    /**
     * One segment in all its rungs.
     *
     * @param frames shown by the decoder inside the interval, and so encoded into each rung
     * @param rungs in the order's order
     * @param stills where some were ordered and could be made
     * @param lost where no frame could be decoded; a segment without any shows one still picture
     */
    record SegmentEncoded(
        long frames, List<RungOutput> rungs, @Nullable StillsObject stills, List<TimeSpan> lost)
        implements Output {
      public SegmentEncoded {
        rungs = List.copyOf(rungs);
        lost = List.copyOf(lost);
      }
    }

    /**
     * One audio rendition.
     *
     * @param figures what was measured
     * @param waveform where one was ordered
     */
    record AudioEncoded(RungOutput rendition, SoundFigures figures, @Nullable StillObject waveform)
        implements Output {}

    /**
     * One subtitle track.
     *
     * @param object absent if there is nothing to show
     * @param warnings what was lost, in words for the uploader
     */
    record TextExtracted(@Nullable TextObject object, List<String> warnings) implements Output {
      public TextExtracted {
        warnings = List.copyOf(warnings);
      }
    }

    record FileAssembled(AssembledFile file) implements Output {}

    /**
     * What a trial found.
     *
     * @param points in the order's order
     */
    record TrialEncoded(List<TrialFigures> points) implements Output {
      public TrialEncoded {
        points = List.copyOf(points);
      }
    }

    record PicturesPacked(PicturesPack pack) implements Output {}
  }

  /**
   * A finished piece of a rendition.
   *
   * @param quality of its pictures, where that was measured
   */
  record RungOutput(String rendition, MediaObject object, @Nullable QualityFigures quality) {

    /** One that was not measured. */
    public RungOutput(String rendition, MediaObject object) {
      this(rendition, object, null);
    }
  }

  /**
   * One point of a trial.
   *
   * @param frames that were encoded
   * @param sizeBytes that they took
   * @param quality against the source, at the size of the trial's first point
   */
  record TrialFigures(long frames, long sizeBytes, QualityFigures quality) {}

  /** A stored still picture. */
  record StillObject(String key, long sizeBytes, String sha256, int width, int height) {}

  /**
   * A stored WebVTT file.
   *
   * @param cues how many it has
   */
  record TextObject(String key, long sizeBytes, String sha256, int cues) {}
}
