package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after work orders. */
@Command(
    name = "orders",
    description = "List, show, requeue and cancel work orders, and say which goes first.",
    subcommands = OrdersCommand.Requeue.class)
final class OrdersCommand {

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "The newest orders first.")
  int list(
      @Mixin ApiClient api,
      @Option(
              names = "--job",
              paramLabel = "JOB",
              description = "Only those of this job, or of this video's.")
          @Nullable String job,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "Only waiting, dispatched, running, done, failed or cancelled ones.")
          @Nullable String state,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many (default: ${DEFAULT-VALUE}).")
          int limit) {
    JsonNode orders =
        api.call(
            "GET",
            "/api/orders?limit="
                + limit
                + (job == null ? "" : "&job=" + ApiClient.encoded(job))
                + (state == null ? "" : "&state=" + ApiClient.encoded(state)));
    if (api.json().print(orders, out())) {
      return 0;
    }
    Table table =
        new Table(
            "ORDER", "JOB", "VIDEO", "KIND", "SEGMENT", "STATE", "PRIORITY", "TRIES", "SINCE");
    orders.forEach(order -> row(table, order));
    table.print(out());
    return 0;
  }

  private static void row(Table table, JsonNode order) {
    table.row(
        order.path("order").asText(),
        order.path("job").asText(),
        order.path("video").asText(),
        order.path("kind").asText(),
        order.path("segment").asText(""),
        order.path("state").asText() + (order.path("held").asBoolean() ? ", paused" : ""),
        order.path("priority").asText(),
        order.path("attempts").asText(),
        Table.time(order.path("stateSince").asText()));
  }

  @Command(name = "show", description = "One order, with all tries.")
  int show(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "ORDER", description = "Number of the order.") long order) {
    JsonNode details = api.call("GET", "/api/orders/" + order);
    if (api.json().print(details, out())) {
      return 0;
    }
    JsonNode what = details.path("order");
    out()
        .printf(
            "Order %s (%s%s) of job %s, video %s, is %s%s since %s, priority %s.%n",
            what.path("order").asText(),
            what.path("kind").asText(),
            what.hasNonNull("segment") ? " " + what.path("segment").asText() : "",
            what.path("job").asText(),
            what.path("video").asText(),
            what.path("state").asText(),
            what.path("held").asBoolean() ? " and paused" : "",
            Table.time(what.path("stateSince").asText()),
            what.path("priority").asText());
    Table table = new Table("ATTEMPT", "WORKER", "RESULT", "FRAMES", "STARTED", "ENDED", "WHY");
    for (JsonNode attempt : details.path("attempts")) {
      String code = attempt.path("failure").asText("");
      table.row(
          attempt.path("attempt").asText(),
          attempt.path("worker").asText(),
          attempt.path("state").asText(),
          attempt.path("frames").asText(),
          Table.time(attempt.path("startedAt").asText()),
          Table.time(attempt.path("endedAt").asText("")),
          code.isEmpty() ? "" : code + ": " + attempt.path("failureDetail").asText(""));
    }
    table.print(out());
    return 0;
  }

  private static final class Target {

    @Parameters(paramLabel = "ORDER", description = "Number of the order.")
    private @Nullable Long order;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Rendition rendition;
  }

  private static final class Rendition {

    @Option(
        names = "--job",
        paramLabel = "JOB",
        required = true,
        description = "Number of the job, or id of its video.")
    private String job = "";

    @Option(
        names = "--rendition",
        paramLabel = "NAME",
        required = true,
        description = "All orders of this rendition of it that are not done.")
    private String name = "";
  }

  /** Exists for its group of options, which a method can't have. */
  @Command(
      name = "requeue",
      description = "Have orders tried anew that are not done; what runs of them is stopped.")
  static final class Requeue implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ApiClient api;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Target target = new Target();

    @Override
    public Integer call() {
      Rendition rendition = target.rendition;
      String path =
          rendition == null
              ? "/api/orders/" + target.order
              : "/api/jobs/"
                  + ApiClient.encoded(rendition.job)
                  + "/renditions/"
                  + ApiClient.encoded(rendition.name);
      return api.change(path + "/requeue", spec.commandLine().getOut());
    }
  }

  @Command(
      name = "cancel",
      description =
          "Have an order not done that its job can do without, such as a file to download.")
  int cancel(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "ORDER", description = "Number of the order.") long order) {
    return api.change("/api/orders/" + order + "/cancel", out());
  }

  @Command(
      name = "priority",
      description = "Let an order that waits go before all of lower priority.")
  int priority(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "ORDER", description = "Number of the order.") long order,
      @Parameters(paramLabel = "N", description = "Higher goes first.") int priority) {
    return api.change("/api/orders/" + order + "/priority?priority=" + priority, out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
