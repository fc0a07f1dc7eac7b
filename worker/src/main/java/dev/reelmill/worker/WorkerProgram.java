package dev.reelmill.worker;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The worker's command line. */
@Command(
    name = "reelmill worker",
    description = "Takes work orders and carries them out with FFmpeg, until it is stopped.",
    subcommands = {
      RunCommand.class,
      DoctorCommand.class,
      SampleCommand.class,
      LadderCommand.class,
      MeasureCommand.class,
      SimulateCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT)
public final class WorkerProgram implements Callable<Integer> {

  /** Checked by the coordinator, which may share the file. */
  private static final List<String> OF_COORDINATORS =
      List.of(
          "database.", "dispatch.", "http.", "profile", "security.", "site.", "store.", "upload.");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Configuration file (Java properties).")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting; may be repeated.")
  private Map<String, String> flags = new LinkedHashMap<>();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error comes from.")
  private boolean debug;

  @Option(
      names = "--with-parent",
      scope = ScopeType.INHERIT,
      description = "Stop when standard input ends: for a program that starts workers.")
  private boolean withParent;

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs the command line; the exit code. */
  static int execute(String... arguments) {
    WorkerProgram program = new WorkerProgram();
    return new CommandLine(program)
        .setParameterExceptionHandler(WorkerProgram::misused)
        .setExecutionExceptionHandler((e, line, parsed) -> program.failed(e, line))
        .execute(arguments);
  }

  /** Every setting that a worker knows. */
  public static List<Setting<?>> settings() {
    return Stream.of(WorkerSettings.ALL, FfmpegSettings.ALL, BrokerSettings.ALL, LogSettings.ALL)
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Integer call() throws InterruptedException {
    return RunCommand.run(read(), withParent);
  }

  /** The settings in force; logging is set up by them. */
  Settings read() {
    Settings settings = Settings.read(settings(), OF_COORDINATORS, config, System.getenv(), flags);
    Logging.configure(LogSettings.from(settings));
    return settings;
  }

  boolean isWithParent() {
    return withParent;
  }

  private int failed(Exception e, CommandLine line) {
    PrintWriter err = line.getErr();
    err.println("reelmill worker: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    if (debug) {
      e.printStackTrace(err);
    }
    return e instanceof ReelmillException known ? known.code().exitCode() : 1;
  }

  private static int misused(CommandLine.ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("reelmill worker: " + e.getMessage());
    line.getErr().println("'" + line.getCommandSpec().qualifiedName() + " --help' explains it.");
    return 2;
  }
}
