package dev.reelmill.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.config.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings of this program. */
class ConfigurationDocTest {

  /** Tables that the other program's test holds against its code. */
  private static final List<String> OF_OTHERS =
      List.of("database", "dispatch", "general", "http", "security", "store", "upload");

  private static final DocPage PAGE = DocPage.named("configuration.md");

  @Test
  void every_setting_is_in_the_table_of_its_group_and_nothing_else_is() throws IOException {
    Map<String, List<Setting<?>>> groups =
        WorkerProgram.settings().stream()
            .collect(
                Collectors.groupingBy(
                    ConfigurationDocTest::group, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Setting<?>>> group : groups.entrySet()) {
      PAGE.assertPart(group.getKey(), table(group.getValue()));
    }
    assertThat(PAGE.parts())
        .as("tables of docs/configuration.md: no setting of either program begins like this")
        .allMatch(part -> groups.containsKey(part) || OF_OTHERS.contains(part));
  }

  private static String group(Setting<?> setting) {
    int dot = setting.key().indexOf('.');
    return dot < 0 ? "general" : setting.key().substring(0, dot);
  }

  private static String table(List<Setting<?>> settings) {
    return settings.stream()
        .map(
            setting ->
                "| `%s` | %s | %s | `%s` | %s |\n"
                    .formatted(
                        setting.key(),
                        setting.form(),
                        setting.defaultText() == null
                            ? "–"
                            : "`" + Objects.requireNonNull(setting.defaultText()) + "`",
                        setting.environmentName(),
                        setting.meaning()))
        .collect(
            Collectors.joining(
                "", "| Key | Form | Default | Variable | Meaning |\n|---|---|---|---|---|\n", ""));
  }
}
