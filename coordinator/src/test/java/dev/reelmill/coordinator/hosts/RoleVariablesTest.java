package dev.reelmill.coordinator.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variable of an Ansible role has its name, its default and its words. */
class RoleVariablesTest {

  private static final Path ROLES = Path.of("../ansible/roles");
  private static final Pattern DEFAULT = Pattern.compile("^([a-z_]+):.*");
  private static final Pattern OPTION = Pattern.compile("^      ([a-z_]+):$");

  @ParameterizedTest
  @ValueSource(
      strings = {"common", "java", "postgresql", "artemis", "coordinator", "site", "worker"})
  void variables_with_defaults_are_those_that_are_described(String role) throws IOException {
    Set<String> defaults =
        names(DEFAULT, Files.readAllLines(ROLES.resolve(role).resolve("defaults/main.yml")));
    List<String> specs = Files.readAllLines(ROLES.resolve(role).resolve("meta/argument_specs.yml"));
    int end = specs.indexOf("  certificate:");
    Set<String> described = names(OPTION, end < 0 ? specs : specs.subList(0, end));
    assertThat(described).isEqualTo(defaults).isNotEmpty();
    assertThat(defaults).allMatch(name -> name.startsWith(role + "_"));
  }

  private static Set<String> names(Pattern pattern, List<String> lines) {
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      var matcher = pattern.matcher(line);
      if (matcher.matches()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
