/**
 * FFmpeg as a child process among strangers: finds it, mends its libraries, chooses a sandbox, and
 * runs it under limits. Argument lists enter, {@link dev.reelmill.worker.ffmpeg.RunResult}s leave;
 * every step of the worker goes through {@link dev.reelmill.worker.ffmpeg.Ffmpeg}.
 */
@NullMarked
package dev.reelmill.worker.ffmpeg;

import org.jspecify.annotations.NullMarked;
