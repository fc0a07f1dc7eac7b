package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import java.util.Locale;

/**
 * The filters that every pass over a track shares: from the decoder to exactly the samples of the
 * rendition.
 */
final class SoundGraph {

  /**
   * Times that are off by less come from rounding and jitter, and the sound is whole; above, sound
   * is missing or doubled. EBU R 37 allows sound to be 40 ms early.
   */
  private static final String TOLERANCE_SECONDS = "0.04";

  /** Less than a block of any usual codec. */
  private static final String GAP_SECONDS = "0.015";

  /** Where peaks between samples become samples: four times 48 kHz (BS.1770, annex 2). */
  private static final int PEAK_RATE = 192_000;

  private SoundGraph() {}

  /**
   * Shifts to the published time, fills gaps and the beginning with silence, cuts overlaps, mixes,
   * changes the level, and ends on the sample. https://ffmpeg.org/ffmpeg-resampler.html,
   * -filters.html#asetpts_002c-setpts, #apad
   */
  static String of(AudioCommand command, SoundGain gain) {
    return track(command) + filters(command, gain);
  }

  /** The pad that the decoded track comes from. */
  static String track(AudioCommand command) {
    return "[0:%d]".formatted(command.track().index());
  }

  /** The same, from any pad that has the decoded track. */
  static String filters(AudioCommand command, SoundGain gain) {
    Rational origin = command.origin();
    int rate = command.encoding().sampleRate();
    return "%sasetpts='round(PTS-(%d/%d)/TB)'"
            .formatted(pick(command.track()), origin.numerator(), origin.denominator())
        // Channels are mixed such that a sum can't exceed full scale.
        + ",aresample=%d:async=1:min_hard_comp=%s:first_pts=0:rematrix_maxval=1:ochl=%s:osf=fltp"
            .formatted(
                rate,
                command.gaps() ? GAP_SECONDS : TOLERANCE_SECONDS,
                layout(command.encoding().channels()))
        + level(gain, rate)
        + ",apad=whole_len=%1$d,atrim=end_sample=%1$d,asetpts=N".formatted(command.samples());
  }

  /** https://ffmpeg.org/ffmpeg-filters.html#volume, #alimiter */
  private static String level(SoundGain gain, int rate) {
    String filters =
        gain.gainDb() == 0 ? "" : String.format(Locale.ROOT, ",volume=%.1fdB", gain.gainDb());
    Double ceiling = gain.ceilingDb();
    if (ceiling != null) {
      filters +=
          String.format(
              Locale.ROOT,
              ",aresample=%d,alimiter=limit=%.4f:attack=5:release=80:level=0:latency=1,aresample=%d",
              PEAK_RATE,
              Math.pow(10, ceiling / 20),
              rate);
    }
    return filters;
  }

  /** Of channels whose places are unknown, the first two are taken for left and right. */
  private static String pick(AudioFacts track) {
    return track.hasKnownPlaces()
        ? ""
        : track.channels() == 1 ? "pan=mono|c0=c0," : "pan=stereo|c0=c0|c1=c1,";
  }

  private static String layout(int channels) {
    return switch (channels) {
      case 1 -> "mono";
      case 2 -> "stereo";
      case 6 -> "5.1";
      default -> throw new IllegalArgumentException("no layout for " + channels + " channels");
    };
  }
}
