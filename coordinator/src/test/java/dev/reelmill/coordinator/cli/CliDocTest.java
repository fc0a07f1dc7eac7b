package dev.reelmill.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Holds docs/cli.md against what the program says of itself. */
class CliDocTest {

  private static final DocPage PAGE = DocPage.named("cli.md");

  @Test
  void usage_of_every_command_is_on_the_page() throws IOException {
    Map<String, String> usages = new LinkedHashMap<>();
    collect("", ReelmillProgram.commandLine(), usages);
    for (Map.Entry<String, String> usage : usages.entrySet()) {
      PAGE.assertPart(usage.getKey(), "```text\n" + usage.getValue() + "```\n");
    }
    assertThat(PAGE.parts()).containsExactlyInAnyOrderElementsOf(usages.keySet());
  }

  private static void collect(String prefix, CommandLine line, Map<String, String> usages) {
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getCommandSpec().usageMessage().hidden()) {
                return;
              }
              command.getCommandSpec().usageMessage().width(80);
              usages.put(prefix + name, command.getUsageMessage(Ansi.OFF));
              collect(prefix + name + " ", command, usages);
            });
  }
}
