package dev.reelmill.coordinator.cli;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The main program. Exit codes: 0 done; 2 the command line is not right; 3 an input was refused; 1
 * anything else.
 */
@Command(
    name = "reelmill",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    description = "A transcoding farm and a video site.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      TranscodeCommand.class,
      CorpusCommand.class,
      CoordinatorCommand.class,
      SiteCommand.class,
      WhyCommand.class,
      JobsCommand.class,
      OrdersCommand.class,
      VideosCommand.class,
      WorkersCommand.class,
      DeadCommand.class,
      DoctorCommand.class,
      ProfilesCommand.class,
      BenchCommand.class,
      FaultsCommand.class,
      TrainCommand.class,
      BrokerCommand.class,
      DatabaseCommand.class,
    })
public final class ReelmillProgram {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces, and log everything.")
  private boolean debug;

  private ReelmillProgram() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command, and says how it ended. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** All commands. */
  static CommandLine commandLine() {
    ReelmillProgram program = new ReelmillProgram();
    CommandLine line = new CommandLine(program);
    line.setExecutionExceptionHandler(program::failed);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  boolean isDebugging() {
    return debug;
  }

  private int failed(Exception failure, CommandLine line, ParseResult parsed) {
    if (isInterruption(failure)) {
      // Whoever sent the signal knows; the JVM says it with its exit code.
      return FailureCode.INTERNAL.exitCode();
    }
    PrintWriter err = line.getErr();
    boolean known = failure instanceof ReelmillException;
    err.println(
        "reelmill: "
            + (known
                ? failure.getMessage()
                : "an error in Reelmill itself: " + failure + " (--debug shows where)"));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    FailureCode code = failure instanceof ReelmillException e ? e.code() : FailureCode.INTERNAL;
    return code.exitCode();
  }

  private static boolean isInterruption(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof InterruptedException || isInterruption(failure.getCause()));
  }
}
