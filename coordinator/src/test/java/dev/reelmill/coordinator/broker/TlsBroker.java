package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.farm.Ports;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/** Artemis as the written files configure it, with certificates made for a test. */
public final class TlsBroker implements AutoCloseable {

  private final int port = Ports.free();
  private final Certificates certificates;
  private final Path trust;
  private final StandaloneBroker broker;

  /** Starts it; all files are in {@code folder}. */
  public TlsBroker(Path folder) throws Exception {
    certificates = new Certificates(folder.resolve("certificates"));
    trust = certificates.trust();
    Path key = certificates.issue("broker", "CN=broker");
    Path etc = folder.resolve("etc");
    BrokerFiles.write(new Listening("127.0.0.1", port, key, trust), etc);
    broker =
        new StandaloneBroker(
            etc,
            folder.resolve("instance"),
            new StandaloneBroker.Passwords(Certificates.PASSWORD, Certificates.PASSWORD));
  }

  /** A certificate of the broker's authority. */
  BrokerTls issue(String alias, String name) throws Exception {
    return Certificates.tls(certificates.issue(alias, name), trust);
  }

  /** A client with a certificate of the broker's authority. */
  public BrokerSettings client(String alias, String name) throws Exception {
    return new BrokerSettings(url(), "", "", issue(alias, name));
  }

  /** Whom to believe. */
  Path trust() {
    return trust;
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  ActiveMQServer server() {
    return broker.server();
  }

  @Override
  public void close() {
    broker.close();
  }
}
