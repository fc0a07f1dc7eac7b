package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioEncoding;
import java.nio.file.Path;
import java.util.List;

/** Encodes an audio track such that its first sample is at the published time 0. */
public final class AudioArguments {

  private AudioArguments() {}

  /**
   * The command.
   *
   * @param gain what to do to its level
   * @param file where to
   */
  public static List<String> of(
      AudioCommand command, SoundGain gain, Path file, InputLimits limits) {
    AudioEncoding encoding = command.encoding();
    SoundCodec codec = SoundCodec.of(encoding);
    Words words = new Words().ffmpeg(limits).guarded(limits);
    words.add("-filter_complex_threads", "1", "-max_error_rate", "1");
    words.add("-f", command.format(), "-copyts");
    words.jumps(command.track().index(), command.track().jumps()).input(command.source());
    words.add(
        "-filter_complex",
        SoundGraph.of(command, gain) + codec.lead(encoding.sampleRate()) + "[sound]");
    words.add("-map", "[sound]").add(codec.words(encoding).toArray());
    // The encoder's first packets hold only what leads to the sound, at negative times. Without an
    // edit list, which FFmpeg ignores here, they would push all sound late, so they are dropped:
    // https://ffmpeg.org/ffmpeg-bitstream-filters.html#noise
    words.add("-bsf:a", "noise=drop='lt(pts,0)'");
    words.bare();
    words.add("-movflags", "+cmaf+frag_discont+skip_trailer");
    words.add("-frag_duration", codec.fragmentMicros(encoding.sampleRate()));
    words.add("-avoid_negative_ts", "disabled", "-fflags", "+bitexact", "-flags:a", "+bitexact");
    return words.add("-f", "mp4", "file:" + file).list();
  }
}
