package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioEncoding;
import java.util.List;

/** Encodes an audio track such that its first sample is at the published time 0. */
public final class AudioArguments {

  /** Samples of one AAC frame. */
  public static final int FRAME_SAMPLES = 1024;

  /** AAC frames of one fragment: 2 s at 48 kHz. */
  private static final int FRAGMENT_FRAMES = 96;

  private AudioArguments() {}

  public static List<String> of(AudioCommand command, InputLimits limits) {
    AudioEncoding encoding = command.encoding();
    Words words = new Words().ffmpeg(limits).guarded(limits);
    words.add("-filter_complex_threads", "1");
    words.add("-f", command.format(), "-copyts").input(command.source());
    words.add("-filter_complex", graph(command), "-map", "[sound]");
    words.add("-c:a", "aac", "-b:a", encoding.bitrate());
    // The encoder's first packet holds only its own delay, at a negative time. Without an edit list
    // it would push all sound 21 ms late, so it is dropped:
    // https://ffmpeg.org/ffmpeg-bitstream-filters.html#noise
    words.add("-bsf:a", "noise=drop='lt(pts,0)'");
    words.bare();
    words.add("-movflags", "+cmaf+frag_discont+skip_trailer");
    words.add("-frag_duration", fragmentMicros(encoding.sampleRate()));
    words.add("-avoid_negative_ts", "disabled", "-fflags", "+bitexact", "-flags:a", "+bitexact");
    return words.add("-f", "mp4", "file:" + command.file()).list();
  }

  /** How many samples per channel the result has. */
  public static long samples(AudioCommand command) {
    return command.duration().times(command.encoding().sampleRate()).ceil();
  }

  /**
   * Half an AAC frame less than the fragment: it ends with the frame that passes this.
   * https://ffmpeg.org/ffmpeg-formats.html#Fragmentation
   */
  private static long fragmentMicros(int sampleRate) {
    long samples = (long) FRAGMENT_FRAMES * FRAME_SAMPLES - FRAME_SAMPLES / 2;
    return samples * 1_000_000 / sampleRate;
  }

  /**
   * Shifts to the published time, fills gaps and the beginning with silence, cuts overlaps, and
   * ends on the sample. https://ffmpeg.org/ffmpeg-resampler.html,
   * -filters.html#asetpts_002c-setpts, #apad
   */
  private static String graph(AudioCommand command) {
    long samples = samples(command);
    return "[0:%d]asetpts='round(PTS-(%d/%d)/TB)'"
            .formatted(
                command.stream(), command.origin().numerator(), command.origin().denominator())
        + ",aresample=%d:async=1:first_pts=0:ochl=%s:osf=fltp"
            .formatted(command.encoding().sampleRate(), layout(command.encoding().channels()))
        + ",apad=whole_len=%1$d,atrim=end_sample=%1$d,asetpts=N[sound]".formatted(samples);
  }

  private static String layout(int channels) {
    return switch (channels) {
      case 1 -> "mono";
      case 2 -> "stereo";
      case 6 -> "5.1";
      case 8 -> "7.1";
      default -> channels + "c";
    };
  }
}
