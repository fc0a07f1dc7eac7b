package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;

/** Tells from FFmpeg's words whose fault a failed encode was. */
public final class EncodeFailures {

  private EncodeFailures() {}

  /** The failure of a process that did not succeed. */
  public static ReelmillException of(RunResult result) {
    return new ReelmillException(
        code(result), "ffmpeg ended with %d: %s".formatted(result.exitCode(), result.words()));
  }

  /** Throws unless it may be the source that is to blame. */
  public static void throwIfNotTheSource(RunResult result) {
    if (code(result) != FailureCode.SOURCE_UNDECODABLE) {
      throw of(result);
    }
  }

  private static FailureCode code(RunResult result) {
    if (result.says("No space left on device", "Disk quota exceeded")) {
      return FailureCode.DISK_FULL;
    }
    if (result.says("File too large")) {
      return FailureCode.ENCODER_FAILED;
    }
    if (result.says("CPU time limit", "Exiting normally, received signal 24")) {
      return FailureCode.TIME_LIMIT;
    }
    boolean blamesInput =
        result.says(
            "Invalid data found when processing input",
            "Could not find codec parameters",
            "matches no streams",
            "Error while decoding",
            "does not contain any stream",
            "Cannot determine format of input",
            "received no packets",
            "No filtered frames");
    return blamesInput && result.frames() == 0
        ? FailureCode.SOURCE_UNDECODABLE
        : FailureCode.ENCODER_FAILED;
  }
}
