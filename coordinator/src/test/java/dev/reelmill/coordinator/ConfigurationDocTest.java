package dev.reelmill.coordinator;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.testing.SettingsPage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings of this program. */
class ConfigurationDocTest {

  private static final List<String> OF_WORKERS = List.of("worker", "ffmpeg");

  @Test
  void every_setting_is_in_the_table_of_its_group_and_nothing_else_is() throws IOException {
    List<Setting<?>> settings =
        Stream.of(CoordinatorSettings.ALL, SiteSettings.ALL, LogSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    new SettingsPage().assertHolds(settings, OF_WORKERS);
  }
}
