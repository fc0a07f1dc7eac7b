package dev.reelmill.coordinator;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.coordinator.broker.BrokerPair;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.profile.ProfileLibrary;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.upload.UploadSettings;
import dev.reelmill.coordinator.web.HttpSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that a coordinator is told.
 *
 * @param urlSecret signs the URLs that are lent to workers; the same for all coordinators
 * @param adminToken opens the administration API
 * @param nextFreePort whether another HTTP port will do if the wanted one is taken
 * @param profiles what to make of uploads
 */
public record CoordinatorSettings(
    DatabaseSettings database,
    BrokerSettings broker,
    StoreSettings store,
    HttpSettings http,
    UploadSettings upload,
    DispatchSettings dispatch,
    String urlSecret,
    String adminToken,
    boolean nextFreePort,
    ProfileSettings profiles) {

  private static final int LEAST_SECRET_LENGTH = 32;

  /**
   * Checks what can be known before anything starts.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} for a short secret, or if there is no
   *     sound profile for uploads
   */
  public CoordinatorSettings {
    if (urlSecret.length() < LEAST_SECRET_LENGTH) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "security.url-secret has "
              + urlSecret.length()
              + " characters, and needs at least "
              + LEAST_SECRET_LENGTH);
    }
    new ProfileLibrary(profiles).usual();
  }

  public static final Setting<String> URL_SECRET =
      Setting.text(
          "security.url-secret",
          null,
          "Signs the URLs lent to workers: at least 32 random characters, the same for all"
              + " coordinators");
  public static final Setting<String> ADMIN_TOKEN =
      Setting.text("security.admin-token", null, "Opens the administration API");

  /** Every setting of the coordinator. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              DatabaseSettings.ALL,
              BrokerSettings.ALL,
              StoreSettings.ALL,
              HttpSettings.ALL,
              UploadSettings.ALL,
              DispatchSettings.ALL,
              ProfileSettings.ALL,
              List.of(BrokerPair.PASSWORD, URL_SECRET, ADMIN_TOKEN))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  public static CoordinatorSettings from(Settings settings) {
    return new CoordinatorSettings(
        DatabaseSettings.from(settings),
        BrokerSettings.from(settings),
        StoreSettings.from(settings),
        HttpSettings.from(settings),
        UploadSettings.from(settings),
        DispatchSettings.from(settings),
        settings.get(URL_SECRET),
        settings.get(ADMIN_TOKEN),
        false,
        ProfileSettings.from(settings));
  }

  @Override
  public String toString() {
    return "CoordinatorSettings[" + database + ", " + broker + ", " + store + ", " + http + "]";
  }
}
