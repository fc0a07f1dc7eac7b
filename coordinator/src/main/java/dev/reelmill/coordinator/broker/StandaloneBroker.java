package dev.reelmill.coordinator.broker;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.security.auth.login.Configuration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/**
 * Artemis as the files of {@link BrokerFiles} configure it, in this process, for coordinators and
 * workers on other machines. One for a JVM: Artemis reads where it is from system properties.
 */
public final class StandaloneBroker implements AutoCloseable {

  private static final String LOGIN_FILE = "java.security.auth.login.config";
  private static final String INSTANCE = "artemis.instance";

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

  /**
   * Starts it.
   *
   * @param etc folder that {@link BrokerFiles#write} has written
   * @param instance folder in which {@code data} is, the journal
   * @param keyStorePassword of the broker's own key store
   * @param trustStorePassword of the store with the authority
   * @throws ReelmillException {@link FailureCode#INVALID} if there is no configuration, {@link
   *     FailureCode#BROKER_UNAVAILABLE} if it does not start
   */
  public StandaloneBroker(
      Path etc, Path instance, String keyStorePassword, String trustStorePassword) {
    Path file = etc.toAbsolutePath().resolve("broker.xml");
    if (!Files.isReadable(file)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          file + " can't be read. Write it, and what belongs to it, by: reelmill broker config");
    }
    System.setProperty(BrokerFiles.KEY_PASSWORD, keyStorePassword);
    System.setProperty(BrokerFiles.TRUST_PASSWORD, trustStorePassword);
    System.setProperty(INSTANCE, instance.toAbsolutePath().toString());
    System.setProperty(LOGIN_FILE, file.resolveSibling("login.config").toString());
    Configuration.setConfiguration(null);
    try {
      server.setConfigResourcePath(file.toUri().toString());
      server.setSecurityManager(
          new ActiveMQJAASSecurityManager(BrokerFiles.LOGIN, BrokerFiles.LOGIN));
      server.start();
    } catch (Exception e) {
      close();
      throw new ReelmillException(
          FailureCode.BROKER_UNAVAILABLE, "the broker does not start: " + e.getMessage(), e);
    }
    // An acceptor that can't listen is no more than a line of the log to Artemis.
    if (!isListening()) {
      close();
      throw new ReelmillException(
          FailureCode.BROKER_UNAVAILABLE,
          "the broker can't listen where " + file + " says; its log has the reason");
    }
  }

  private boolean isListening() {
    return server().getRemotingService().getAcceptors().values().stream()
        .allMatch(acceptor -> acceptor.getActualPort() > 0);
  }

  ActiveMQServer server() {
    return server.getActiveMQServer();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop cleanly", e);
    } finally {
      System.clearProperty(INSTANCE);
      System.clearProperty(LOGIN_FILE);
      Configuration.setConfiguration(null);
    }
  }
}
