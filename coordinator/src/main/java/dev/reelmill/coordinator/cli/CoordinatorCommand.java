package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one coordinator against a PostgreSQL and an Artemis that are elsewhere. */
@Command(
    name = "coordinator",
    description = "Run a coordinator, with the site, against a database and a broker elsewhere.")
final class CoordinatorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;

  @Option(
      names = "--with-parent",
      hidden = true,
      description = "Stop when standard input ends: for a program that starts coordinators.")
  private boolean withParent;

  @Override
  public Integer call() throws InterruptedException {
    Settings all = settings.read();
    Logging.configure(LogSettings.from(all));
    try (Interruption interruption = new Interruption();
        Coordinator coordinator = Coordinator.start(CoordinatorSettings.from(all))) {
      if (withParent) {
        Parent.endWith();
      }
      spec.commandLine().getOut().println("Reelmill's coordinator serves " + coordinator.url());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
