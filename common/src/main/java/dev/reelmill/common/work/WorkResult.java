package dev.reelmill.common.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.SourceFacts;
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

  /**
   * It worked, and was verified by the worker.
   *
   * @param cpuMillis CPU time of all child processes of this attempt
   */
  record Done(long attempt, String token, Output output, long cpuMillis) implements WorkResult {}

  /**
   * It did not.
   *
   * @param code what went wrong; its kind decides what happens next
   * @param detail the values, and the last words of FFmpeg where it spoke
   */
  record Failed(long attempt, String token, FailureCode code, String detail, long cpuMillis)
      implements WorkResult {}

  /** What an order brought. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Output.Inspected.class, name = "inspected"),
    @JsonSubTypes.Type(value = Output.SegmentEncoded.class, name = "segment"),
    @JsonSubTypes.Type(value = Output.AudioEncoded.class, name = "audio"),
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
     */
    record SegmentEncoded(long frames, List<RungOutput> rungs, @Nullable StillsObject stills)
        implements Output {
      public SegmentEncoded {
        rungs = List.copyOf(rungs);
      }
    }

    record AudioEncoded(RungOutput rendition) implements Output {}

    record FileAssembled(AssembledFile file) implements Output {}

    record PicturesPacked(PicturesPack pack) implements Output {}
  }

  /** A finished piece of a rendition. */
  record RungOutput(String rendition, MediaObject object) {}
}
