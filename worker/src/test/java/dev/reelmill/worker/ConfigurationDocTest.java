package dev.reelmill.worker;

import dev.reelmill.testing.SettingsPage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings of this program. */
class ConfigurationDocTest {

  private static final List<String> OF_COORDINATORS =
      List.of(
          "broker-pair",
          "database",
          "dispatch",
          "general",
          "http",
          "profiles",
          "security",
          "site",
          "store",
          "upload");

  @Test
  void every_setting_is_in_the_table_of_its_group_and_nothing_else_is() throws IOException {
    new SettingsPage().assertHolds(WorkerProgram.settings(), OF_COORDINATORS);
  }
}
