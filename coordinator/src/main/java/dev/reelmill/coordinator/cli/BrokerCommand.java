package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The broker of an embedded farm as a process of its own, so that it can be broken alone. */
@Command(
    name = "broker",
    hidden = true,
    description = "Run the embedded broker alone, until stopped or until standard input ends.")
final class BrokerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;

  @Option(names = "--folder", required = true, paramLabel = "DIR", description = "Its journal.")
  private Path folder;

  @Option(names = "--port", required = true, paramLabel = "N", description = "On loopback.")
  private int port;

  @Option(
      names = "--secrets",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the files broker-coordinator and broker-worker, the passwords.")
  private Path secrets;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Settings all = settings.read();
    Logging.configure(LogSettings.from(all));
    Passwords passwords = new Passwords(secret("broker-coordinator"), secret("broker-worker"));
    try (Interruption interruption = new Interruption();
        EmbeddedBroker broker = new EmbeddedBroker(folder, port, passwords)) {
      Parent.endWith();
      spec.commandLine().getOut().println("The broker listens at " + broker.coordinator().url());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private String secret(String name) throws IOException {
    return Files.readString(secrets.resolve(name)).strip();
  }
}
