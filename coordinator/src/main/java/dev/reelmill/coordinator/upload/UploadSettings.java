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
 * @param quotaBytes of what one uploader may have, unfinished and stored together; 0 for any number
 */
public record UploadSettings(long maxSizeBytes, Duration expires, long quotaBytes) {

  public static final Setting<Long> MAX_SIZE =
      Setting.size("upload.max-size", "50G", "The largest file that is accepted");
  public static final Setting<Duration> EXPIRES =
      Setting.duration(
          "upload.expires", "1d", "How long an unfinished upload is kept after its last byte");

  public static final Setting<Long> QUOTA =
      Setting.size(
          "upload.quota",
          "0",
          "What one uploader may have in all, unfinished uploads and sources together; 0 sets no"
              + " limit. An uploader is whoever uploads from one address");

  public static final List<Setting<?>> ALL = List.of(MAX_SIZE, EXPIRES, QUOTA);

  public static UploadSettings from(Settings settings) {
    return new UploadSettings(settings.get(MAX_SIZE), settings.get(EXPIRES), settings.get(QUOTA));
  }
}
