package dev.reelmill.coordinator.broker;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Artemis in this process, its journal on disk, listening on loopback. Workers may take work and
 * talk to the coordinator, and nothing else.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final String host;
  private final int port;
  private final Passwords passwords;

  /** Of the two roles. */
  public record Passwords(String coordinator, String worker) {}

  /**
   * Starts it.
   *
   * @param folder of journal and paging files
   * @param port on loopback, free
   */
  public EmbeddedBroker(Path folder, int port, Passwords passwords) {
    this(folder, "127.0.0.1", port, passwords);
  }

  /**
   * Starts it, listening on another address than loopback: where nobody else is on the network.
   *
   * @param folder of journal and paging files
   * @param host address of this machine
   * @param port on it, free
   */
  public EmbeddedBroker(Path folder, String host, int port, Passwords passwords) {
    this.host = host;
    this.port = port;
    this.passwords = passwords;
    try {
      server.setConfiguration(configuration(folder));
      server.setSecurityManager(users());
      server.start();
    } catch (Exception e) {
      throw new ReelmillException(
          FailureCode.BROKER_UNAVAILABLE,
          "can't start the embedded broker in " + folder + ": " + e.getMessage(),
          e);
    }
  }

  public BrokerSettings coordinator() {
    return new BrokerSettings(url(""), BrokerLayout.COORDINATOR, passwords.coordinator());
  }

  /** A window of 0: a worker's connection never holds a hint that another one could take. */
  public BrokerSettings worker() {
    return new BrokerSettings(
        url("?consumerWindowSize=0"), BrokerLayout.WORKER, passwords.worker());
  }

  private String url(String parameters) {
    return "tcp://" + host + ":" + port + parameters;
  }

  private Configuration configuration(Path folder) throws Exception {
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration.setName("reelmill");
    configuration.setJournalDirectory(folder.resolve("journal").toString());
    configuration.setBindingsDirectory(folder.resolve("bindings").toString());
    configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
    configuration.setPagingDirectory(folder.resolve("paging").toString());
    // Works on every file system and needs no native library.
    configuration.setJournalType(JournalType.NIO);
    configuration.setJournalMinFiles(2);
    configuration.setJournalFileSize(4 << 20);
    configuration.setJMXManagementEnabled(false);
    configuration.setSecurityEnabled(true);
    configuration.addAcceptorConfiguration("tcp", url("?protocols=CORE"));
    BrokerLayout.settings().forEach(configuration::addAddressSetting);
    BrokerLayout.addresses().forEach(configuration::addAddressConfiguration);
    BrokerLayout.permissions().forEach(configuration::putSecurityRoles);
    return configuration;
  }

  private ActiveMQJAASSecurityManager users() {
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(BrokerLayout.COORDINATOR, passwords.coordinator());
    users.addRole(BrokerLayout.COORDINATOR, BrokerLayout.COORDINATOR);
    users.addUser(BrokerLayout.WORKER, passwords.worker());
    users.addRole(BrokerLayout.WORKER, BrokerLayout.WORKER);
    return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
  }

  /** Bytes of memory that an address takes. */
  long held(String address) throws Exception {
    return server
        .getActiveMQServer()
        .getPagingManager()
        .getPageStore(SimpleString.of(address))
        .getAddressSize();
  }

  /** As it runs. */
  Configuration configuration() {
    return server.getActiveMQServer().getConfiguration();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not stop cleanly", e);
    }
  }
}
