package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.Output.TextExtracted;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.intake.Intake;
import dev.reelmill.worker.intake.Intake.Identity;
import dev.reelmill.worker.scratch.FreeSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Many workers in one process that do everything but the work: what dispatch is measured with. */
@Command(
    name = "simulate",
    hidden = true,
    description = "Take orders for subtitles as many workers do, find none, and say so at once.")
final class SimulateCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @Spec
  private CommandSpec spec;

  @Option(names = "--workers", required = true, paramLabel = "N", description = "How many workers.")
  private int workers;

  @Option(names = "--slots", required = true, paramLabel = "N", description = "Of each of them.")
  private int slots;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.read();
    WorkerSettings own = WorkerSettings.from(settings);
    BrokerSettings broker = BrokerSettings.from(settings);
    FreeSpace space = new FreeSpace(Path.of(System.getProperty("java.io.tmpdir")), 0, () -> {});
    List<Intake> intakes = new ArrayList<>();
    try {
      for (int number = 1; number <= workers; number++) {
        Identity identity =
            new Identity(
                "simulated-" + number,
                own.host(),
                "simulated",
                slots,
                Capabilities.NONE,
                own.heartbeat());
        Intake intake = new Intake(broker, identity, SimulateCommand::nothing, space);
        intakes.add(intake);
        intake.start();
      }
      spec.commandLine().getOut().println("ready");
      spec.commandLine().getOut().flush();
      while (System.in.read() >= 0) {
        // what a parent says does not matter, only that it lives
      }
    } finally {
      intakes.parallelStream().forEach(Intake::close);
    }
    return 0;
  }

  private static Output nothing(Granted granted, RunControl control) {
    return new TextExtracted(null, List.of());
  }
}
