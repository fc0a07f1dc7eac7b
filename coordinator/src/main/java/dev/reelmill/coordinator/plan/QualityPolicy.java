package dev.reelmill.coordinator.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reelmill.common.work.QualityOrder.Floor;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code quality} of a profile: how much of the result is compared with its source.
 *
 * @param sample which pictures
 * @param frames with {@code some}: how many pictures of a segment count, 1 to 100
 * @param everyFrames with {@code some}: a segment is measured when so many pictures have gone by
 *     since the last one
 * @param floor the least that is good enough; what is measured below it is made again, once
 */
public record QualityPolicy(
    Sample sample, @Nullable Integer frames, @Nullable Integer everyFrames, @Nullable Floor floor) {

  /** Which pictures of a video are compared. */
  public enum Sample {
    /** None at all. */
    @JsonProperty("none")
    NONE,
    /** A few of some segments. */
    @JsonProperty("some")
    SOME,
    /** All. */
    @JsonProperty("whole")
    WHOLE
  }

  public QualityPolicy {
    boolean counts = frames != null || everyFrames != null;
    require(sample == Sample.SOME || !counts, "frames and everyFrames belong to \"some\"");
    if (sample == Sample.SOME) {
      require(frames != null && frames >= 1 && frames <= 100, "frames must be within 1 and 100");
      require(everyFrames != null && everyFrames >= 1, "everyFrames must be at least 1");
    }
    if (floor != null) {
      require(floor.xpsnr() >= 0 && floor.xpsnr() <= 100, "floor.xpsnr is in dB, 0 to 100");
      require(floor.ssim() >= 0 && floor.ssim() <= 1, "floor.ssim must be within 0 and 1");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("profile: quality: " + otherwise);
    }
  }
}
