package dev.reelmill.worker.ffmpeg;

import java.time.Duration;

/**
 * Bounds of one process.
 *
 * @param wall how long it may run; also bounds its CPU time
 * @param stall how long it may go without new output
 * @param memoryBytes address space
 * @param fileBytes of the largest file that it may write
 */
public record ProcessLimits(Duration wall, Duration stall, long memoryBytes, long fileBytes) {

  /** The same, but as long without new output as it may run. */
  public ProcessLimits patient() {
    return new ProcessLimits(wall, wall, memoryBytes, fileBytes);
  }

  /** The same with less time. */
  public ProcessLimits within(Duration time) {
    return new ProcessLimits(
        time.compareTo(wall) < 0 ? time : wall,
        time.compareTo(stall) < 0 ? time : stall,
        memoryBytes,
        fileBytes);
  }
}
