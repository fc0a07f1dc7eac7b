package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.FileContainer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Pictures and sound to be copied into one file.
 *
 * @param video fragmented MP4
 * @param delay how much later than published its pictures are shown, in its ticks
 * @param timescale ticks per second of the pictures
 * @param audio fragmented MP4, if there is sound
 * @param container of the result
 * @param file where to
 */
public record AssembleCommand(
    Path video,
    long delay,
    long timescale,
    @Nullable Path audio,
    FileContainer container,
    Path file) {}
