package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after messages that nobody could take. */
@Command(
    name = "dead",
    description = "List, show, requeue and discard messages that nobody could take.")
final class DeadCommand {

  private static final int MOST_OF_A_REASON = 100;

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "The newest dead letters first.")
  int list(
      @Mixin ApiClient api,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many (default: ${DEFAULT-VALUE}).")
          int limit) {
    JsonNode letters = api.call("GET", "/api/dead?limit=" + limit);
    if (api.json().print(letters, out())) {
      return 0;
    }
    Table table = new Table("LETTER", "FROM", "RECEIVED", "REASON");
    for (JsonNode letter : letters) {
      table.row(
          letter.path("letter").asText(),
          letter.path("source").asText("unknown"),
          Table.time(letter.path("receivedAt").asText()),
          shortened(letter.path("reason").asText()));
    }
    table.print(out());
    return 0;
  }

  private static String shortened(String reason) {
    String line = reason.replaceAll("\\s+", " ");
    return line.length() <= MOST_OF_A_REASON ? line : line.substring(0, MOST_OF_A_REASON) + "…";
  }

  @Command(name = "show", description = "One dead letter, with what it says.")
  int show(@Mixin ApiClient api, @Parameters(paramLabel = "LETTER") long letter) {
    JsonNode found = api.call("GET", "/api/dead/" + letter);
    if (api.json().print(found, out())) {
      return 0;
    }
    out()
        .printf(
            "Dead letter %s from %s, received %s.%nReason: %s%n",
            found.path("letter").asText(),
            found.path("source").asText("an unknown address"),
            Table.time(found.path("receivedAt").asText()),
            found.path("reason").asText());
    found
        .path("properties")
        .properties()
        .forEach(field -> out().printf("%s: %s%n", field.getKey(), field.getValue().asText()));
    out().printf("%n%s%n", found.path("body").asText(""));
    out().flush();
    return 0;
  }

  @Command(name = "requeue", description = "Send a dead letter again to where it came from.")
  int requeue(@Mixin ApiClient api, @Parameters(paramLabel = "LETTER") long letter) {
    return api.change("/api/dead/" + letter + "/requeue", out());
  }

  @Command(name = "discard", description = "Forget a dead letter.")
  int discard(@Mixin ApiClient api, @Parameters(paramLabel = "LETTER") long letter) {
    return api.change("/api/dead/" + letter + "/discard", out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
