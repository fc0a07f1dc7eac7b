package dev.reelmill.coordinator.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is paused or goes on: a job, all of an uploader's, or everything. */
final class PauseTarget {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Choice choice = new Choice();

  private static final class Choice {

    @Parameters(paramLabel = "JOB", description = "Number of the job, or id of its video.")
    private @Nullable String job;

    @Option(
        names = "--uploader",
        paramLabel = "NAME",
        description = "All jobs of this uploader, those to come too.")
    private @Nullable String uploader;

    @Option(names = "--all", description = "The whole farm.")
    private boolean all;
  }

  /** The API's path of it. */
  String path() {
    if (choice.all) {
      return "/api/farm";
    }
    return choice.job != null
        ? "/api/jobs/" + ApiClient.encoded(choice.job)
        : "/api/uploaders/" + ApiClient.encoded(String.valueOf(choice.uploader));
  }
}
