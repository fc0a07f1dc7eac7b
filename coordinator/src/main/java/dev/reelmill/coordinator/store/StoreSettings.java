package dev.reelmill.coordinator.store;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * Where objects are kept.
 *
 * @param path folder of the local store
 */
public record StoreSettings(Path path) {

  public static final Setting<Path> PATH =
      Setting.path("store.path", "data/store", "Folder of the local object store");

  public static final List<Setting<?>> ALL = List.of(PATH);

  public static StoreSettings from(Settings settings) {
    return new StoreSettings(settings.get(PATH));
  }
}
