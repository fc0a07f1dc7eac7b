package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.VideoStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges one finished file. */
final class Examination {

  private final Farm farm;
  private final Profile profile;
  private final Decoding decoding;

  /**
   * @param profile that all are made with
   */
  Examination(Farm farm, Profile profile, Decoding decoding) {
    this.farm = farm;
    this.profile = profile;
    this.decoding = decoding;
  }

  /** A judgement, and what it rests on; without that if it can't be measured. */
  record Findings(FileResult result, @Nullable DecodedVideo decoded) {}

  /**
   * Judges.
   *
   * @param name how it is called in the result
   * @param status a final one
   * @param seconds that it took
   */
  Findings examine(String name, Path file, VideoStatus status, double seconds) throws IOException {
    try {
      return status.state() == VideoStatus.State.PUBLISHED
          ? published(name, file, status, seconds)
          : unpublished(name, file, status, seconds);
    } catch (ReelmillException e) {
      // One that can't be measured is no reason to leave the others.
      return new Findings(FileResult.notTaken(name, e), null);
    }
  }

  private Findings published(String name, Path file, VideoStatus status, double seconds)
      throws IOException {
    var publications = farm.coordinator().publications();
    PublishedMedia media = publications.media(status.video()).orElseThrow();
    var report = publications.report(status.video(), ObjectPaths.plain()).orElseThrow();
    DecodedVideo decoded = decoding.all(file, media);
    Comparison comparison = Comparison.of(profile, media.facts(), report.lost(), decoded);
    boolean right = comparison.problems().isEmpty();
    return new Findings(
        new FileResult(
            name,
            right ? Verdict.OK : Verdict.FAILED,
            right ? null : String.join("; ", comparison.problems()),
            null,
            seconds,
            report.profile(),
            comparison.source(),
            comparison.rungs(),
            comparison.sounds(),
            report.quality(),
            report.lost(),
            report.warnings()),
        decoded);
  }

  /** A refusal is right if nothing decodes, or if it is for a limit, which is policy. */
  private Findings unpublished(String name, Path file, VideoStatus status, double seconds)
      throws IOException {
    Decoded source = decoding.source(file);
    FailureCode code = status.failureCode() == null ? FailureCode.INTERNAL : status.failureCode();
    boolean rightly =
        code.kind() == FailureKind.BAD_SOURCE
            && (source.isNothing() || code == FailureCode.SOURCE_LIMITS);
    String why = code.text() + ": " + status.failureDetail();
    return new Findings(
        new FileResult(
            name,
            rightly ? Verdict.REFUSED : Verdict.FAILED,
            rightly || source.isNothing() ? why : why + "; yet it decodes",
            code,
            seconds,
            "",
            source.isNothing() ? null : Comparison.figures(source),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        new DecodedVideo(source, List.of()));
  }
}
