package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a video waits for. */
@Command(name = "why", description = "Say in words how a video is, and what it waits for.")
final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiClient api;

  @Parameters(paramLabel = "VIDEO", description = "Id of the video, or number of a job.")
  private String video;

  @Override
  public Integer call() {
    JsonNode answer = api.call("GET", "/api/jobs/" + ApiClient.encoded(video) + "/why");
    PrintWriter out = spec.commandLine().getOut();
    if (!api.json().print(answer, out)) {
      answer.path("reasons").forEach(reason -> out.println(reason.asText()));
      out.flush();
    }
    return 0;
  }
}
