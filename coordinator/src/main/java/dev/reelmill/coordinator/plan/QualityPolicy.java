package dev.reelmill.coordinator.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.QualityOrder.Floor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code quality} of a profile: how much of the result is compared with its source, and
 * what it has to reach. What is measured below that is made again, once.
 *
 * @param sample which pictures
 * @param frames with {@code some}: how many pictures of a segment count
 * @param everyFrames with {@code some}: a segment is measured when so many pictures have gone by
 *     since the last one
 * @param floorXpsnr the least XPSNR of the worst plane, in dB
 * @param floorSsim the least SSIM
 */
public record QualityPolicy(
    Sample sample,
    @Nullable Integer frames,
    @Nullable Integer everyFrames,
    @Nullable Rational floorXpsnr,
    @Nullable Rational floorSsim) {

  /** Which pictures of a video are compared. */
  public enum Sample {
    NONE,
    SOME,
    WHOLE;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The least that is good enough; absent where nothing is asked. */
  @Nullable Floor floor() {
    return floorXpsnr == null && floorSsim == null
        ? null
        : new Floor(
            floorXpsnr == null ? 0 : floorXpsnr.toDouble(),
            floorSsim == null ? 0 : floorSsim.toDouble());
  }
}
