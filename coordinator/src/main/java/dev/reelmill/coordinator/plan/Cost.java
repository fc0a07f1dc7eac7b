package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import java.util.List;

/**
 * About how much CPU time encoding takes, for fair shares; never for limits. Measured with 60
 * frames of 720p at the presets of the shipped profiles; another preset may be several times off,
 * alike for everybody.
 */
public final class Cost {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private Cost() {}

  /**
   * Milliseconds of CPU time.
   *
   * @param frames of each rung
   */
  public static long millis(List<VideoEncoding> rungs, long frames) {
    long nanosPerFrame =
        rungs.stream()
            .mapToLong(rung -> (long) rung.width() * rung.height() * nanosPerPixel(rung.codec()))
            .sum();
    return Math.max(1, Math.multiplyExact(nanosPerFrame, frames) / NANOS_PER_MILLI);
  }

  private static long nanosPerPixel(VideoCodec codec) {
    return switch (codec) {
      case H264 -> 55;
      case HEVC -> 135;
      case AV1 -> 40;
      case VP9 -> 125;
    };
  }
}
