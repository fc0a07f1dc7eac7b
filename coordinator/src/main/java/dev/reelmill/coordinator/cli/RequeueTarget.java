package dev.reelmill.coordinator.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is taken up again: a job, or all that failed alike. */
final class RequeueTarget {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Choice choice = new Choice();

  private static final class Choice {

    @Parameters(paramLabel = "JOB", description = "Number of the job, or id of its video.")
    private @Nullable String job;

    @Option(
        names = "--failed",
        paramLabel = "CODE",
        description =
            "All jobs that failed with this code, such as encoder-failed, or with this kind of"
                + " failure, such as own-fault.")
    private @Nullable String failed;
  }

  /** The API's path for it. */
  String path() {
    return choice.job != null
        ? "/api/jobs/" + ApiClient.encoded(choice.job) + "/requeue"
        : "/api/jobs/requeue?failed=" + ApiClient.encoded(String.valueOf(choice.failed));
  }
}
