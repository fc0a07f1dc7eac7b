package dev.reelmill.coordinator.store;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where objects are kept.
 *
 * @param path folder of the local store
 * @param leftovers what an attempt wrote in vain is deleted so long after its end
 */
public record StoreSettings(Path path, Duration leftovers) {

  public static final Setting<Path> PATH =
      Setting.path("store.path", "data/store", "Folder of the local object store");

  public static final Setting<Duration> LEFTOVERS =
      Setting.duration(
          "store.leftovers",
          "1h",
          "What an attempt wrote in vain is deleted so long after its end");

  public static final List<Setting<?>> ALL = List.of(PATH, LEFTOVERS);

  /** With what is usual for the rest. */
  public StoreSettings(Path path) {
    this(path, Duration.ofHours(1));
  }

  public static StoreSettings from(Settings settings) {
    return new StoreSettings(settings.get(PATH), settings.get(LEFTOVERS));
  }
}
