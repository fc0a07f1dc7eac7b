package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.coordinator.broker.BrokerFiles;
import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.broker.BrokerPair;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.broker.StandaloneBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What has to do with a broker outside of a coordinator; needs no farm. */
@Command(
    name = "broker",
    synopsisSubcommandLabel = "COMMAND",
    description = "Configure and run an Artemis broker for a farm of several machines.")
final class BrokerCommand {

  private static final Duration LOOK = Duration.ofMillis(500);

  /** One that steps back for the other one of its pair is not there for so long, at most. */
  private static final Duration MOST_SILENT = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  /** One broker of two. */
  static final class PairOptions {

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Option(
        names = "--pair",
        required = true,
        paramLabel = "PART",
        description =
            "One of two brokers, primary or backup: the second holds a copy of all that is in the"
                + " first, and takes over when that is gone.")
    private BrokerPair.Part part;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Option(
        names = "--address",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Of a pair: where everybody reaches this broker, the other one too.")
    private String address;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Option(
        names = "--other",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Of a pair: the same of the other broker.")
    private String other;

    BrokerPair pair() {
      return new BrokerPair(part, address, other);
    }
  }

  @Command(
      name = "config",
      description =
          "Write the files of a broker's folder etc: addresses, limits and permissions as the"
              + " embedded broker has them, with TLS on both sides.")
  int config(
      @Option(
              names = "--output",
              required = true,
              paramLabel = "DIR",
              description = "Where they go; files of the same names are replaced.")
          Path output,
      @Option(
              names = "--host",
              defaultValue = "0.0.0.0",
              paramLabel = "ADDRESS",
              description = "To listen on; by default all of the machine's.")
          String host,
      @Option(
              names = "--port",
              defaultValue = "61617",
              paramLabel = "N",
              description = "To listen on; by default ${DEFAULT-VALUE}.")
          int port,
      @Option(
              names = "--key-store",
              required = true,
              paramLabel = "FILE",
              description = "PKCS #12 file with the broker's key and certificate.")
          Path keyStore,
      @Option(
              names = "--trust-store",
              required = true,
              paramLabel = "FILE",
              description = "PKCS #12 file with the authority of coordinators and workers.")
          Path trustStore,
      @ArgGroup(exclusive = false) @Nullable PairOptions pair) {
    Listening listening =
        new Listening(
            host,
            port,
            keyStore.toAbsolutePath(),
            trustStore.toAbsolutePath(),
            pair == null ? null : pair.pair());
    BrokerFiles.write(listening, output);
    BrokerFiles.of(listening)
        .keySet()
        .forEach(name -> spec.commandLine().getOut().println(output.resolve(name)));
    spec.commandLine().getOut().flush();
    return 0;
  }

  @Command(
      name = "serve",
      description = "Run a broker as the files say that broker config wrote, until it is stopped.")
  void serve(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--etc",
              required = true,
              paramLabel = "DIR",
              description = "Folder of these files.")
          Path etc,
      @Option(
              names = "--instance",
              required = true,
              paramLabel = "DIR",
              description = "Folder in which it keeps its journal.")
          Path instance)
      throws InterruptedException {
    Settings all = settings.read();
    Logging.configure(LogSettings.from(all));
    try (Interruption interruption = new Interruption();
        StandaloneBroker broker =
            new StandaloneBroker(
                etc,
                instance,
                new StandaloneBroker.Passwords(
                    all.get(BrokerTls.KEY_STORE_PASSWORD),
                    all.get(BrokerTls.TRUST_STORE_PASSWORD),
                    all.find(BrokerPair.PASSWORD)))) {
      if (broker.isWaiting()) {
        say("Reelmill's broker waits: the other one of the pair serves.");
        broker.whenItServes(() -> say("Reelmill's broker listens, in place of the other one."));
      } else {
        say("Reelmill's broker listens.");
      }
      awaitEnd(broker);
    }
    throw new ReelmillException(
        FailureCode.BROKER_UNAVAILABLE, "the broker has ended by itself; its log has the reason");
  }

  @Command(
      name = "run",
      hidden = true,
      description = "Run the embedded broker alone, until stopped or until standard input ends.")
  int run(
      @Mixin SettingsOptions settings,
      @Option(names = "--folder", required = true, paramLabel = "DIR", description = "Its journal.")
          Path folder,
      @Option(names = "--port", required = true, paramLabel = "N", description = "On that address.")
          int port,
      @Option(
              names = "--host",
              defaultValue = "127.0.0.1",
              paramLabel = "ADDRESS",
              description = "To listen on; loopback by default.")
          String host,
      @Option(
              names = "--secrets",
              required = true,
              paramLabel = "DIR",
              description =
                  "Folder of the files broker-coordinator and broker-worker, the passwords.")
          Path secrets)
      throws InterruptedException, IOException {
    Settings all = settings.read();
    Logging.configure(LogSettings.from(all));
    Passwords passwords =
        new Passwords(secret(secrets, "broker-coordinator"), secret(secrets, "broker-worker"));
    try (Interruption interruption = new Interruption();
        EmbeddedBroker broker = new EmbeddedBroker(folder, host, port, passwords)) {
      Parent.endWith();
      spec.commandLine().getOut().println("The broker listens at " + broker.coordinator().url());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  /** Says when a copy is complete: whoever stops the other one should know when that may be. */
  private void awaitEnd(StandaloneBroker broker) throws InterruptedException {
    boolean hadCopy = false;
    Instant seen = Instant.now();
    while (seen.plus(MOST_SILENT).isAfter(Instant.now())) {
      Thread.sleep(LOOK);
      if (broker.isRunning()) {
        seen = Instant.now();
        boolean hasCopy = broker.isWaiting() && broker.hasCopy();
        if (hasCopy && !hadCopy) {
          say("It has a copy of all that the other one holds.");
        }
        hadCopy = hasCopy;
      }
    }
  }

  private void say(String sentence) {
    spec.commandLine().getOut().println(sentence);
    spec.commandLine().getOut().flush();
  }

  private static String secret(Path folder, String name) throws IOException {
    return Files.readString(folder.resolve(name)).strip();
  }
}
