package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.SiteServer;
import dev.reelmill.coordinator.SiteSettings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the site alone against a PostgreSQL and a store that are elsewhere. */
@Command(
    name = "site",
    description = "Run pages and playback alone, against a database and a store elsewhere.")
final class SiteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;

  @Option(
      names = "--with-parent",
      hidden = true,
      description = "Stop when standard input ends: for a program that starts sites.")
  private boolean withParent;

  @Override
  public Integer call() throws InterruptedException {
    Settings all = settings.read();
    Logging.configure(LogSettings.from(all));
    try (Interruption interruption = new Interruption();
        SiteServer site = SiteServer.start(SiteSettings.from(all))) {
      if (withParent) {
        Parent.endWith();
      }
      spec.commandLine().getOut().println("Reelmill's site serves " + site.url());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
