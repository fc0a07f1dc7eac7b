package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.inspect.Extent.Span;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.util.List;

/** Puts together what was found out about the tracks of sound that decode. */
final class SoundAssembly {

  private final PacketScan scan;
  private final List<Stream> tracks;

  /**
   * @param tracks those that decode
   */
  SoundAssembly(PacketScan scan, List<Stream> tracks) {
    this.scan = scan;
    this.tracks = tracks.stream().filter(track -> scan.span(track.index()).isPresent()).toList();
  }

  List<AudioFacts> facts() {
    return tracks.stream().map(this::facts).toList();
  }

  private AudioFacts facts(Stream track) {
    List<TimeJump> jumps = scan.jumps(track.index());
    Rational first = track.timebase().times(span(track).start());
    return new AudioFacts(
        track.index(),
        track.codec(),
        track.sampleRate(),
        track.channels(),
        track.text("channel_layout"),
        jumps.isEmpty() ? track.start().orElse(first) : first,
        track.timebase().times(span(track).end()),
        track.label(),
        jumps);
  }

  private Span span(Stream track) {
    return scan.span(track.index()).orElseThrow();
  }

  /**
   * The facts about a source without a picture.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_LIMITS} if it plays too long
   */
  SourceFacts only(
      StreamReport report, long sizeBytes, FfmpegSettings limits, List<String> warnings) {
    List<AudioFacts> audio = facts();
    Rational origin = audio.stream().map(AudioFacts::start).min(Rational::compareTo).orElseThrow();
    Rational end = audio.stream().map(AudioFacts::end).max(Rational::compareTo).orElseThrow();
    Joins.tell(audio.stream().map(AudioFacts::jumps).toList(), warnings);
    return new SourceFacts(
        report.format(),
        sizeBytes,
        origin,
        checkedDuration(end.minus(origin), limits),
        null,
        audio,
        report.text(),
        report.chapters(),
        warnings);
  }

  /**
   * How long a source plays.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_LIMITS} if that is too long, {@link
   *     FailureCode#SOURCE_UNDECODABLE} if it ends before it begins
   */
  static Rational checkedDuration(Rational duration, FfmpegSettings limits) {
    if (duration.compareTo(Rational.ZERO) < 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_UNDECODABLE,
          "by its times the source ends %s s before it begins".formatted(duration.times(-1)));
    }
    if (duration.compareTo(Rational.of(limits.maxDuration().toSeconds())) > 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS,
          "the source plays for %d s; at most %d are taken"
              .formatted(duration.round(), limits.maxDuration().toSeconds()));
    }
    return duration;
  }
}
