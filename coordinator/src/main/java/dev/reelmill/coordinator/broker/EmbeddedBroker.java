package dev.reelmill.coordinator.broker;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Queues;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Artemis in this process, its journal on disk, listening on loopback. Workers may take work and
 * talk to the coordinator, and nothing else.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String COORDINATOR = "coordinator";
  private static final String WORKER = "worker";
  private static final long REDELIVERY_DELAY_MILLIS = 500;
  private static final long REPORTS_BYTES = 100L << 20;

  private static final long HEARTBEAT_LIFE_MILLIS = 15_000;
  private static final long CLAIM_LIFE_MILLIS = 20_000;

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
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
    return new BrokerSettings(url(""), COORDINATOR, passwords.coordinator());
  }

  /** A window of 0: a worker's connection never holds a hint that another one could take. */
  public BrokerSettings worker() {
    return new BrokerSettings(url("?consumerWindowSize=0"), WORKER, passwords.worker());
  }

  private String url(String parameters) {
    return "tcp://127.0.0.1:" + port + parameters;
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
    configuration.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port + "?protocols=CORE");
    configuration.addAddressSetting("#", addressSettings());
    // What is older says nothing, or nobody waits for it; by this clock, whatever a worker's says.
    configuration.addAddressSetting(
        Queues.HEARTBEATS, addressSettings().setExpiryDelay(HEARTBEAT_LIFE_MILLIS));
    // However long the database is away; what is hopeless is sent to the dead letters by its
    // reader.
    configuration.addAddressSetting(
        Queues.CLAIMS,
        addressSettings().setExpiryDelay(CLAIM_LIFE_MILLIS).setMaxDeliveryAttempts(-1));
    configuration.addAddressSetting(Queues.RESULTS, addressSettings().setMaxDeliveryAttempts(-1));
    // There is no place for dead letters of dead letters: they wait until the database takes them.
    configuration.addAddressSetting(Queues.DEAD, addressSettings().setMaxDeliveryAttempts(-1));
    queues().forEach(configuration::addAddressConfiguration);
    permissions().forEach(configuration::putSecurityRoles);
    return configuration;
  }

  private static AddressSettings addressSettings() {
    return new AddressSettings()
        .setDeadLetterAddress(SimpleString.of(Queues.DEAD))
        .setExpiryAddress(SimpleString.of(Queues.EXPIRED))
        .setMaxDeliveryAttempts(20)
        .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setAutoDeleteQueues(true)
        .setAutoDeleteAddresses(true)
        .setMaxSizeBytes(REPORTS_BYTES)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
  }

  private static List<CoreAddressConfiguration> queues() {
    return List.of(
        queue(Queues.WORK_ENCODE),
        queue(Queues.WORK_LIGHT),
        queue(Queues.CLAIMS),
        queue(Queues.RESULTS),
        queue(Queues.HEARTBEATS),
        queue(Queues.DEAD),
        queue(Queues.EXPIRED),
        new CoreAddressConfiguration()
            .setName(Queues.REVOCATIONS)
            .addRoutingType(RoutingType.MULTICAST));
  }

  private static CoreAddressConfiguration queue(String name) {
    return new CoreAddressConfiguration()
        .setName(name)
        .addRoutingType(RoutingType.ANYCAST)
        .addQueueConfig(
            QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST).setDurable(true));
  }

  /** The most exact line counts; only temporary queues for replies are left to the last one. */
  private static Map<String, Set<Role>> permissions() {
    Set<Role> workersTake = roles(false, true);
    Set<Role> workersSend = roles(true, false);
    return Map.of(
        Queues.WORK_ENCODE,
        workersTake,
        Queues.WORK_LIGHT,
        workersTake,
        Queues.REVOCATIONS,
        workersTake,
        Queues.CLAIMS,
        workersSend,
        Queues.RESULTS,
        workersSend,
        Queues.HEARTBEATS,
        workersSend,
        Queues.DEAD,
        workersSend,
        Queues.EXPIRED,
        roles(false, false),
        "#",
        workersTake);
  }

  /** The coordinator may send and consume everywhere; both may make temporary queues. */
  private static Set<Role> roles(boolean workerSends, boolean workerConsumes) {
    Set<Role> roles = new HashSet<>();
    roles.add(
        new Role(
            COORDINATOR,
            true,
            true,
            false,
            false,
            true,
            true,
            false,
            true,
            true,
            true,
            false,
            false));
    roles.add(
        new Role(
            WORKER,
            workerSends,
            workerConsumes,
            false,
            false,
            true,
            true,
            false,
            false,
            true,
            true,
            false,
            false));
    return roles;
  }

  private ActiveMQJAASSecurityManager users() {
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(COORDINATOR, passwords.coordinator());
    users.addRole(COORDINATOR, COORDINATOR);
    users.addUser(WORKER, passwords.worker());
    users.addRole(WORKER, WORKER);
    return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
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
