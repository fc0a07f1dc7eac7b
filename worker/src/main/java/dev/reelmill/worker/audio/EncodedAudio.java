package dev.reelmill.worker.audio;

import dev.reelmill.common.media.Loudness;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.worker.ffmpeg.arguments.SoundGain;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that was written, and what was heard while it was made.
 *
 * @param file fragmented MP4
 * @param samples per channel that it has to cover, from the published time 0 on
 * @param source how loud the track is; absent if it is silent
 * @param gain what was done to its level
 * @param lost where nothing decodes
 * @param waveform a JPEG, if one was ordered and could be drawn
 */
public record EncodedAudio(
    Path file,
    long samples,
    @Nullable Loudness source,
    SoundGain gain,
    List<TimeSpan> lost,
    Optional<Path> waveform) {

  public EncodedAudio {
    lost = List.copyOf(lost);
  }

  /**
   * What is reported.
   *
   * @param result how loud the file was found to be; absent if it is silent
   */
  public SoundFigures figures(@Nullable Loudness result) {
    return new SoundFigures(source, result, gain.gainDb(), gain.ceilingDb() != null, lost);
  }
}
