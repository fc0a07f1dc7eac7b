package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks after workers. */
@Command(name = "workers", description = "List workers.")
final class WorkersCommand {

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Who works here.")
  int list(@Mixin ApiClient api) {
    JsonNode workers = api.call("GET", "/api/workers");
    PrintWriter out = spec.commandLine().getOut();
    if (api.json().print(workers, out)) {
      return 0;
    }
    Table table = new Table("WORKER", "HOST", "STATE", "RUNNING", "SLOTS", "LAST SEEN", "VERSION");
    for (JsonNode worker : workers) {
      table.row(
          worker.path("worker").asText(),
          worker.path("host").asText(),
          worker.path("alive").asBoolean() ? "alive" : "silent",
          worker.path("running").asText(),
          worker.path("slots").asText(),
          Table.time(worker.path("lastSeen").asText()),
          worker.path("version").asText());
    }
    table.print(out);
    return 0;
  }
}
