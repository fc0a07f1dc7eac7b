package dev.reelmill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.config.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/configuration.md}: a table for each group of settings. */
public final class SettingsPage {

  private static final String HEAD =
      "| Key | Form | Default | Variable | Meaning |\n|---|---|---|---|---|\n";

  private final DocPage page = DocPage.named("configuration.md");

  /**
   * Fails if the tables are not those of a program's settings.
   *
   * @param ofOthers tables that the other program's test holds against its code
   */
  public void assertHolds(List<Setting<?>> settings, List<String> ofOthers) throws IOException {
    Map<String, List<Setting<?>>> groups =
        settings.stream()
            .collect(Collectors.groupingBy(SettingsPage::group, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Setting<?>>> group : groups.entrySet()) {
      page.assertPart(group.getKey(), table(group.getValue()));
    }
    assertThat(page.parts())
        .as("tables of docs/configuration.md: no setting of either program begins like this")
        .allMatch(part -> groups.containsKey(part) || ofOthers.contains(part));
  }

  private static String group(Setting<?> setting) {
    int dot = setting.key().indexOf('.');
    return dot < 0 ? "general" : setting.key().substring(0, dot);
  }

  private static String table(List<Setting<?>> settings) {
    return settings.stream().map(SettingsPage::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Setting<?> setting) {
    String usual = setting.defaultText();
    return "| `%s` | %s | %s | `%s` | %s |\n"
        .formatted(
            setting.key(),
            setting.form(),
            usual == null ? "–" : "`" + usual + "`",
            setting.environmentName(),
            setting.meaning());
  }
}
