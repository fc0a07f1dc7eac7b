package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after jobs. Wherever a job is meant, its number will do, or the id of its video. */
@Command(
    name = "jobs",
    description = "List, show, cancel, requeue, pause and resume jobs, and say which goes first.")
final class JobsCommand {

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "The newest jobs first.")
  int list(
      @Mixin ApiClient api,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "Only inspecting, encoding, published, failed or cancelled ones.")
          @Nullable String state,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many (default: ${DEFAULT-VALUE}).")
          int limit) {
    String path = "/api/jobs?limit=" + limit + (state == null ? "" : "&state=" + state);
    JsonNode jobs = api.call("GET", path);
    if (api.json().print(jobs, out())) {
      return 0;
    }
    Table table = new Table("JOB", "VIDEO", "STATE", "DONE", "PRIORITY", "CREATED", "TITLE");
    for (JsonNode job : jobs) {
      table.row(
          job.path("job").asText(),
          job.path("video").asText(),
          job.path("state").asText() + (job.path("paused").asBoolean() ? ", paused" : ""),
          job.path("ordersDone").asText() + "/" + job.path("orders").asText(),
          job.path("priority").asText(),
          Table.time(job.path("createdAt").asText()),
          job.path("title").asText());
    }
    table.print(out());
    return 0;
  }

  @Command(name = "show", description = "One job, with its orders and the attempts at them.")
  int show(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "JOB", description = "Number of the job, or id of its video.")
          String job) {
    JsonNode details = api.call("GET", "/api/jobs/" + ApiClient.encoded(job));
    if (api.json().print(details, out())) {
      return 0;
    }
    describe(details.path("job"));
    Table table =
        new Table(
            "ORDER", "KIND", "SEGMENT", "STATE", "ATTEMPT", "WORKER", "FETCHED", "RESULT", "WHY");
    for (JsonNode order : details.path("orders")) {
      String segment = order.path("segment").asText("");
      String[] cells = {
        order.path("order").asText(),
        order.path("kind").asText(),
        segment,
        order.path("state").asText()
      };
      if (order.path("attempts").isEmpty()) {
        table.row(cells[0], cells[1], cells[2], cells[3], "", "", "", "", "");
      }
      for (JsonNode attempt : order.path("attempts")) {
        table.row(
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            attempt.path("attempt").asText(),
            attempt.path("worker").asText(),
            megabytes(attempt.path("fetchedBytes")),
            attempt.path("state").asText(),
            attempt.path("failure").asText(""));
      }
    }
    table.print(out());
    printFetched(details);
    printQuality(details.path("quality"));
    return 0;
  }

  private static String megabytes(JsonNode bytes) {
    return bytes.isNumber() ? "%.1f MB".formatted(bytes.asLong() / 1e6) : "";
  }

  /** Of all attempts, what their workers read from the store, and why more than they needed. */
  private void printFetched(JsonNode details) {
    long bytes = 0;
    Map<String, Integer> whole = new TreeMap<>();
    for (JsonNode attempts : details.findValues("attempts")) {
      for (JsonNode attempt : attempts) {
        bytes += attempt.path("fetchedBytes").asLong();
        if (attempt.hasNonNull("fetchedWhole")) {
          whole.merge(attempt.path("fetchedWhole").asText(), 1, Integer::sum);
        }
      }
    }
    if (bytes > 0) {
      out().printf("%nWorkers fetched %.1f MB from the store.%n", bytes / 1e6);
    }
    whole.forEach(
        (why, times) -> out().printf("The source was fetched whole %s: %s%n", times(times), why));
  }

  private static String times(int times) {
    return times == 1 ? "once" : times + " times";
  }

  private void printQuality(JsonNode renditions) {
    if (renditions.isEmpty()) {
      return;
    }
    Table table = new Table("RENDITION", "XPSNR", "WORST", "SSIM", "FRAMES", "BELOW FLOOR");
    for (JsonNode quality : renditions) {
      table.row(
          quality.path("rendition").asText(),
          quality.path("xpsnr").asText(),
          quality.path("worstXpsnr").asText(),
          quality.path("ssim").asText(),
          quality.path("frames").asText(),
          quality.path("belowFloor").size() + " of " + quality.path("segments").asText());
    }
    out().println();
    table.print(out());
  }

  @Command(name = "cancel", description = "End a job now; what runs of it is stopped.")
  int cancel(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "JOB", description = "Number of the job, or id of its video.")
          String job) {
    return api.change("/api/jobs/" + ApiClient.encoded(job) + "/cancel", out());
  }

  @Command(
      name = "requeue",
      description =
          "Take failed or cancelled jobs up again where they were, or what a published one went"
              + " without.")
  int requeue(@Mixin ApiClient api, @Mixin RequeueTarget target) {
    return api.change(target.path(), out());
  }

  @Command(name = "pause", description = "Begin nothing more of it; what runs goes on to its end.")
  int pause(@Mixin ApiClient api, @Mixin PauseTarget target) {
    return api.change(target.path() + "/pause", out());
  }

  @Command(name = "resume", description = "Let it go on.")
  int resume(@Mixin ApiClient api, @Mixin PauseTarget target) {
    return api.change(target.path() + "/resume", out());
  }

  @Command(name = "paused", description = "What is paused.")
  int paused(@Mixin ApiClient api) {
    JsonNode paused = api.call("GET", "/api/pauses");
    if (api.json().print(paused, out())) {
      return 0;
    }
    Table table = new Table("PAUSED", "NAME");
    if (paused.path("farm").asBoolean()) {
      table.row("farm", "all");
    }
    paused.path("uploaders").forEach(name -> table.row("uploader", name.asText()));
    paused.path("jobs").forEach(job -> table.row("job", job.asText()));
    table.print(out());
    return 0;
  }

  @Command(
      name = "priority",
      description = "Let a job go before all of lower priority; what runs is not disturbed.")
  int priority(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "JOB", description = "Number of the job, or id of its video.")
          String job,
      @Parameters(paramLabel = "N", description = "Higher goes first; uploads come with 0.")
          int priority) {
    return api.change(
        "/api/jobs/" + ApiClient.encoded(job) + "/priority?priority=" + priority, out());
  }

  private void describe(JsonNode job) {
    PrintWriter out = out();
    out.printf(
        "Job %s of video %s, '%s', is %s%s (%s of %s orders done).%n",
        job.path("job").asText(),
        job.path("video").asText(),
        job.path("title").asText(),
        job.path("state").asText(),
        job.path("paused").asBoolean() ? " and paused" : "",
        job.path("ordersDone").asText(),
        job.path("orders").asText());
    if (job.hasNonNull("failure")) {
      out.printf(
          "It failed: %s: %s%n", job.path("failure").asText(), job.path("failureDetail").asText());
    }
    out.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
