package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after workers. */
@Command(name = "workers", description = "List, show, drain and release workers.")
final class WorkersCommand {

  private static final Duration POLL = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Who works here.")
  int list(@Mixin ApiClient api) {
    JsonNode workers = api.call("GET", "/api/workers");
    PrintWriter out = spec.commandLine().getOut();
    if (api.json().print(workers, out)) {
      return 0;
    }
    Table table =
        new Table("WORKER", "HOST", "STATE", "RUNNING", "SLOTS", "HAS", "LAST SEEN", "VERSION");
    for (JsonNode worker : workers) {
      table.row(
          worker.path("worker").asText(),
          worker.path("host").asText(),
          state(worker),
          worker.path("running").asText(),
          worker.path("slots").asText(),
          words(worker),
          Table.time(worker.path("lastSeen").asText()),
          worker.path("version").asText());
    }
    table.print(out);
    return 0;
  }

  /** What orders may ask it for. */
  private static String words(JsonNode worker) {
    return worker
        .at("/has/words")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }

  private static String state(JsonNode worker) {
    String state = worker.path("state").asText();
    if (worker.path("alive").asBoolean()) {
      String active =
          worker.hasNonNull("trouble")
              ? "in trouble"
              : worker.hasNonNull("suspicion") ? "suspect" : "alive";
      return state.equals("active") ? active : state;
    }
    return state.equals("active") ? "silent" : "silent, " + state;
  }

  @Command(name = "show", description = "One worker, with what it is at.")
  int show(@Mixin ApiClient api, @Parameters(paramLabel = "WORKER") String name) {
    JsonNode details = api.call("GET", path(name));
    PrintWriter out = spec.commandLine().getOut();
    if (api.json().print(details, out)) {
      return 0;
    }
    JsonNode worker = details.path("worker");
    String reason =
        worker
            .path("stateReason")
            .asText(worker.path("trouble").asText(worker.path("suspicion").asText("")));
    out.printf(
        "Worker %s on %s is %s%s since %s; it has %s slots.%n",
        name,
        worker.path("host").asText(),
        state(worker),
        reason.isEmpty() ? "" : " (" + reason + ")",
        Table.time(worker.path("stateSince").asText()),
        worker.path("slots").asText());
    String words = words(worker);
    if (!words.isEmpty()) {
      out.printf("Orders may ask it for: %s.%n", words);
    }
    Table table = new Table("ATTEMPT", "ORDER", "JOB", "KIND", "SEGMENT", "FRAMES", "STARTED");
    for (JsonNode running : details.path("running")) {
      table.row(
          running.path("attempt").asText(),
          running.path("order").asText(),
          running.path("job").asText(),
          running.path("kind").asText(),
          running.path("segment").asText(""),
          running.path("frames").asText(),
          Table.time(running.path("startedAt").asText()));
    }
    table.print(out);
    return 0;
  }

  @Command(
      name = "drain",
      description =
          "Give a worker nothing new; it finishes what it has, and stays out until released.")
  int drain(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "WORKER") String name,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Shown to whoever wonders.")
          @Nullable String reason,
      @Option(names = "--wait", description = "Return when it has nothing left to do.")
          boolean wait)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    String asked = reason == null ? "" : "?reason=" + ApiClient.encoded(reason);
    if (!wait) {
      return api.change(path(name) + "/drain" + asked, out);
    }
    api.call("POST", path(name) + "/drain" + asked);
    JsonNode worker = api.call("GET", path(name)).path("worker");
    while (worker.path("running").asInt() > 0) {
      Thread.sleep(POLL);
      worker = api.call("GET", path(name)).path("worker");
    }
    if (!api.json().print(worker, out)) {
      out.printf("Worker %s is draining and has nothing left to do.%n", name);
      out.flush();
    }
    return 0;
  }

  @Command(
      name = "release",
      description = "Let a draining or quarantined worker take orders again.")
  int release(@Mixin ApiClient api, @Parameters(paramLabel = "WORKER") String name) {
    return api.change(path(name) + "/release", spec.commandLine().getOut());
  }

  private static String path(String worker) {
    return "/api/workers/" + ApiClient.encoded(worker);
  }
}
