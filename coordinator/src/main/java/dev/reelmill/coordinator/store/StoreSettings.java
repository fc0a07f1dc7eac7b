package dev.reelmill.coordinator.store;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are kept.
 *
 * @param path folder of the local store
 * @param leftovers what an attempt wrote in vain is deleted so long after its end
 * @param s3 the bucket that is used instead of the folder, if there is one
 */
public record StoreSettings(Path path, Duration leftovers, @Nullable S3Settings s3) {

  public static final Setting<Path> PATH =
      Setting.path("store.path", "data/store", "Folder of the local object store");

  public static final Setting<Duration> LEFTOVERS =
      Setting.duration(
          "store.leftovers",
          "1h",
          "What an attempt wrote in vain is deleted so long after its end");

  public static final List<Setting<?>> ALL =
      Stream.concat(Stream.of(PATH, LEFTOVERS), S3Settings.ALL.stream()).toList();

  /** With what is usual for the rest. */
  public StoreSettings(Path path) {
    this(path, Duration.ofHours(1), null);
  }

  public static StoreSettings from(Settings settings) {
    return new StoreSettings(
        settings.get(PATH), settings.get(LEFTOVERS), S3Settings.from(settings).orElse(null));
  }

  /** The same, with another folder. */
  public StoreSettings at(Path folder) {
    return new StoreSettings(folder, leftovers, s3);
  }

  /** The same, with the folder for a store. */
  public StoreSettings locally() {
    return new StoreSettings(path, leftovers, null);
  }
}
