package dev.reelmill.coordinator.upload;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What may be uploaded.
 *
 * @param maxSizeBytes of one file
 * @param expires how long an unfinished upload is kept after its last byte
 */
public record UploadSettings(long maxSizeBytes, Duration expires) {

  public static final Setting<Long> MAX_SIZE =
      Setting.size("upload.max-size", "50G", "The largest file that is accepted");
  public static final Setting<Duration> EXPIRES =
      Setting.duration(
          "upload.expires", "1d", "How long an unfinished upload is kept after its last byte");

  public static final List<Setting<?>> ALL = List.of(MAX_SIZE, EXPIRES);

  public static UploadSettings from(Settings settings) {
    return new UploadSettings(settings.get(MAX_SIZE), settings.get(EXPIRES));
  }
}
