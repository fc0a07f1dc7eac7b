package dev.reelmill.worker.ffmpeg.arguments;

import org.jspecify.annotations.Nullable;

/**
 * What is done to a track's level.
 *
 * @param gainDb by which all of it becomes louder or, below 0, quieter
 * @param ceilingDb what a limiter holds all peaks under, in dBTP; absent if none gets there
 */
public record SoundGain(double gainDb, @Nullable Double ceilingDb) {

  public static final SoundGain NONE = new SoundGain(0, null);
}
