package dev.reelmill.coordinator.broker;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActivateCallback;
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
   * What is in none of the files.
   *
   * @param keyStore of the broker's own key store
   * @param trustStore of the store with the authority
   * @param pair that the two of a pair know each other by; empty for one that is alone
   */
  public record Passwords(String keyStore, String trustStore, Optional<String> pair) {

    /** Of a broker that is alone. */
    public Passwords(String keyStore, String trustStore) {
      this(keyStore, trustStore, Optional.empty());
    }
  }

  /**
   * Starts it. The backup of a pair, or a primary whose backup serves, then waits.
   *
   * @param etc folder that {@link BrokerFiles#write} has written
   * @param instance folder in which {@code data} is, the journal
   * @throws ReelmillException {@link FailureCode#INVALID} if there is no configuration or a
   *     password is missing, {@link FailureCode#BROKER_UNAVAILABLE} if it does not start
   */
  public StandaloneBroker(Path etc, Path instance, Passwords passwords) {
    Path file = etc.toAbsolutePath().resolve("broker.xml");
    if (!Files.isReadable(file)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          file + " can't be read. Write it, and what belongs to it, by: reelmill broker config");
    }
    System.setProperty(BrokerFiles.KEY_PASSWORD, passwords.keyStore());
    System.setProperty(BrokerFiles.TRUST_PASSWORD, passwords.trustStore());
    passwords
        .pair()
        .ifPresent(password -> System.setProperty(BrokerPair.PASSWORD_PROPERTY, password));
    System.setProperty(INSTANCE, instance.toAbsolutePath().toString());
    System.setProperty(LOGIN_FILE, file.resolveSibling("login.config").toString());
    Configuration.setConfiguration(null);
    try {
      FileConfiguration configuration = read(file);
      BrokerTls stores = stores(configuration, passwords);
      stores.check();
      if (!configuration.getClusterConfigurations().isEmpty()) {
        requirePassword(file, passwords);
        // What it shows to the other one is what it shows to everybody.
        stores.makeDefault();
      }
      server.setConfiguration(configuration);
      server.setSecurityManager(
          new ActiveMQJAASSecurityManager(BrokerFiles.LOGIN, BrokerFiles.LOGIN));
      server.start();
    } catch (ReelmillException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new ReelmillException(
          FailureCode.BROKER_UNAVAILABLE, "the broker does not start: " + e.getMessage(), e);
    }
    // An acceptor that can't listen is no more than a line of the log to Artemis.
    if (!isWaiting() && !isListening()) {
      close();
      throw new ReelmillException(
          FailureCode.BROKER_UNAVAILABLE,
          "the broker can't listen where " + file + " says; its log has the reason");
    }
  }

  private static FileConfiguration read(Path file) throws Exception {
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files = new FileDeploymentManager(file.toUri().toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    return configuration;
  }

  private static void requirePassword(Path file, Passwords passwords) {
    if (passwords.pair().isEmpty()) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "%s is of a broker of a pair: %s is needed, the same for both"
              .formatted(file, BrokerPair.PASSWORD.key()));
    }
  }

  /** Of its one acceptor. */
  private static BrokerTls stores(FileConfiguration configuration, Passwords passwords) {
    Map<String, Object> acceptor =
        configuration.getAcceptorConfigurations().iterator().next().getParams();
    return new BrokerTls(
        Path.of(String.valueOf(acceptor.get(TransportConstants.KEYSTORE_PATH_PROP_NAME))),
        passwords.keyStore(),
        Path.of(String.valueOf(acceptor.get(TransportConstants.TRUSTSTORE_PATH_PROP_NAME))),
        passwords.trustStore());
  }

  /** False when Artemis has ended it; for moments also while it goes back to waiting. */
  public boolean isRunning() {
    return server().isStarted();
  }

  /** Whether the other one of the pair serves, and this one only when that is gone. */
  public boolean isWaiting() {
    return server().getHAPolicy().isBackup();
  }

  /** Whether one that waits has all that the other one holds: only then it can go on for it. */
  public boolean hasCopy() {
    return server().isReplicaSync();
  }

  /** Has something done each time that this one begins to serve after it has waited. */
  public void whenItServes(Runnable action) {
    server()
        .registerActivateCallback(
            new ActivateCallback() {
              @Override
              public void activationComplete() {
                action.run();
              }
            });
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
