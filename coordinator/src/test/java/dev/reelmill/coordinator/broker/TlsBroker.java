package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.farm.Ports;
import java.nio.file.Path;
import javax.security.auth.login.Configuration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/** Artemis as the written files configure it, with certificates made for a test. */
public final class TlsBroker implements AutoCloseable {

  private static final String LOGIN_FILE = "java.security.auth.login.config";
  private static final String INSTANCE = "artemis.instance";

  private final int port = Ports.free();
  private final Certificates certificates;
  private final Path trust;
  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

  /** Starts it; all files are in {@code folder}. */
  public TlsBroker(Path folder) throws Exception {
    certificates = new Certificates(folder.resolve("certificates"));
    trust = certificates.trust();
    Path key = certificates.issue("broker", "CN=broker");
    Path etc = folder.resolve("etc");
    BrokerFiles.write(new Listening("127.0.0.1", port, key, trust), etc);
    System.setProperty(BrokerFiles.KEY_PASSWORD, Certificates.PASSWORD);
    System.setProperty(BrokerFiles.TRUST_PASSWORD, Certificates.PASSWORD);
    System.setProperty(INSTANCE, folder.resolve("instance").toString());
    System.setProperty(LOGIN_FILE, etc.resolve("login.config").toString());
    Configuration.setConfiguration(null);
    server.setConfigResourcePath(etc.resolve("broker.xml").toUri().toString());
    server.setSecurityManager(
        new ActiveMQJAASSecurityManager(BrokerFiles.LOGIN, BrokerFiles.LOGIN));
    server.start();
  }

  /** A certificate of the broker's authority. */
  public BrokerTls issue(String alias, String name) throws Exception {
    return Certificates.tls(certificates.issue(alias, name), trust);
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

  EmbeddedActiveMQ server() {
    return server;
  }

  @Override
  public void close() throws Exception {
    server.stop();
    System.clearProperty(INSTANCE);
    System.clearProperty(LOGIN_FILE);
    Configuration.setConfiguration(null);
  }
}
