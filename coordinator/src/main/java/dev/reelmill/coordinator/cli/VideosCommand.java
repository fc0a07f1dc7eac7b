package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after videos. */
@Command(
    name = "videos",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Choose the posters of videos.")
final class VideosCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "poster",
      mixinStandardHelpOptions = true,
      description = "Make one of a video's candidates its poster.")
  int poster(
      @Mixin ApiClient api,
      @Parameters(paramLabel = "VIDEO", description = "Id of the video.") String video,
      @Parameters(paramLabel = "N", description = "Number of the candidate, from 1.")
          int candidate) {
    String id = URLEncoder.encode(video, StandardCharsets.UTF_8);
    JsonNode answer = api.call("POST", "/api/videos/" + id + "/poster?candidate=" + candidate);
    PrintWriter out = spec.commandLine().getOut();
    if (!api.json().print(answer, out)) {
      out.printf("The poster of video %s is candidate %d now.%n", video, candidate);
      out.flush();
    }
    return 0;
  }
}
