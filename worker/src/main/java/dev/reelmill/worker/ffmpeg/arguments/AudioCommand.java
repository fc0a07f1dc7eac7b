package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import java.nio.file.Path;

/**
 * One audio track, whole.
 *
 * @param source local file
 * @param format its demuxer
 * @param track which, and how its channels lie
 * @param origin the source's time, in seconds, that becomes 0
 * @param duration of the result, in seconds; silence fills up
 * @param encoding how
 * @param gaps whether blocks of sound are known to be missing: then short gaps are no jitter
 */
public record AudioCommand(
    Path source,
    String format,
    AudioFacts track,
    Rational origin,
    Rational duration,
    AudioEncoding encoding,
    boolean gaps) {

  /** The same, of a track of which blocks are missing. */
  public AudioCommand withGaps() {
    return new AudioCommand(source, format, track, origin, duration, encoding, true);
  }

  /** How many samples per channel the result has. */
  public long samples() {
    return duration.times(encoding.sampleRate()).ceil();
  }
}
