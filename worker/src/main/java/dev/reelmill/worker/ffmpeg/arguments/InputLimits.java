package dev.reelmill.worker.ffmpeg.arguments;

import java.time.Duration;

/**
 * What every input is opened with.
 *
 * @param maxPixels of one picture; a larger one is not decoded
 * @param maxBlockBytes the largest single allocation
 * @param cpuTime after which the kernel ends the process
 */
public record InputLimits(long maxPixels, long maxBlockBytes, Duration cpuTime) {}
