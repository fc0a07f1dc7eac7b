package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.publish.LostReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one file went: the object that {@code corpus --json} prints. All figures were measured by
 * decoding the source and what was published.
 *
 * @param file path below the folder
 * @param verdict the short of it
 * @param problem everything that is wrong, or why it was refused; absent if all is well
 * @param refusal the code, where it was refused or failed
 * @param seconds from submission to publication
 * @param profile what it was made with
 * @param source what came out of the source; absent if nothing was decoded
 * @param rungs pictures as published, best first
 * @param sounds sound as published
 * @param quality of the pictures against the source, as far as the profile has it measured
 * @param lost what the report says could not be decoded
 * @param warnings of the report, for the uploader
 */
public record FileResult(
    String file,
    Verdict verdict,
    @Nullable String problem,
    @Nullable FailureCode refusal,
    double seconds,
    String profile,
    @Nullable SourceFigures source,
    List<PictureFigures> rungs,
    List<SoundFigures> sounds,
    List<RenditionQuality> quality,
    List<LostReport> lost,
    List<String> warnings) {

  public FileResult {
    rungs = List.copyOf(rungs);
    sounds = List.copyOf(sounds);
    quality = List.copyOf(quality);
    lost = List.copyOf(lost);
    warnings = List.copyOf(warnings);
  }

  /** Of a file that could not be submitted, or not be measured. */
  static FileResult notTaken(String name, ReelmillException why) {
    return new FileResult(
        name,
        why.code().kind() == FailureKind.BAD_SOURCE ? Verdict.REFUSED : Verdict.FAILED,
        why.getMessage(),
        why.code(),
        0,
        "",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * The source.
   *
   * @param frames that decode; 0 without a picture
   * @param unshowable of these, that are not later than one before; no player shows them
   * @param durationSeconds from the first start to the last end of picture and sound
   * @param soundOffsetMillis start of the sound, counted from that of the picture; absent without
   *     both
   * @param jumps places where blocks of sound do not follow each other
   * @param complaints of the decoder; 0 for an undamaged source
   */
  public record SourceFigures(
      long frames,
      long unshowable,
      double durationSeconds,
      @Nullable Double soundOffsetMillis,
      int jumps,
      int complaints) {}

  /**
   * One picture rendition.
   *
   * @param frames that decode
   * @param backwards of these, that are not later than the one before
   * @param startSeconds of the first, on the published clock
   * @param durationSeconds from the first's start to the last's end
   * @param timingErrorMillis greatest distance of a picture from its source's time; absent if the
   *     numbers differ
   * @param soundOffsetMillis where the sound that belongs to the first picture's source time is
   *     heard, as the source's figure of the same name; absent if it can't be told
   */
  public record PictureFigures(
      String name,
      int width,
      int height,
      long frames,
      int backwards,
      double startSeconds,
      double durationSeconds,
      @Nullable Double timingErrorMillis,
      @Nullable Double soundOffsetMillis) {}

  /**
   * One sound rendition.
   *
   * @param samples per channel
   * @param jumps places where blocks do not follow each other
   * @param shiftMillis how much later than in the source everything is heard, by comparing the
   *     waveforms; absent for silence and single tones
   */
  public record SoundFigures(
      String name,
      long samples,
      int jumps,
      double startSeconds,
      double durationSeconds,
      @Nullable Double shiftMillis) {}
}
