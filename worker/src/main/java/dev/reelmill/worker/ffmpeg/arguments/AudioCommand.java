package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.Rational;
import java.nio.file.Path;

/**
 * One audio track, whole.
 *
 * @param source local file
 * @param format its demuxer
 * @param stream index of the track
 * @param origin the source's time, in seconds, that becomes 0
 * @param duration of the result, in seconds; silence fills up
 * @param encoding how
 * @param file where to
 */
public record AudioCommand(
    Path source,
    String format,
    int stream,
    Rational origin,
    Rational duration,
    AudioEncoding encoding,
    Path file) {}
