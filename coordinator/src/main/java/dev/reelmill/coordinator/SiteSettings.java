package dev.reelmill.coordinator;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.web.HttpSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a site is told that runs by itself.
 *
 * @param database as a role that may read what is shown
 * @param store that is only read
 * @param coordinator where uploads go if no front server sends them there
 */
public record SiteSettings(
    DatabaseSettings database, StoreSettings store, HttpSettings http, @Nullable URI coordinator) {

  public static final Setting<URI> COORDINATOR =
      HttpSettings.url(
          "site.coordinator-url",
          "Where a site that runs by itself sends whoever wants to upload, if no front server does");

  /** What coordinators have no use for. */
  public static final List<Setting<?>> ALL = List.of(COORDINATOR);

  public static SiteSettings from(Settings settings) {
    return new SiteSettings(
        DatabaseSettings.from(settings).reading(),
        StoreSettings.from(settings),
        HttpSettings.from(settings),
        settings.find(COORDINATOR).orElse(null));
  }
}
