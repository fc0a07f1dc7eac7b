package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.Queues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/**
 * What every broker of a farm has to be like, embedded or not: its addresses, what holds for them,
 * and who may do what there. The one source of the embedded broker and of {@link BrokerFiles}.
 */
final class BrokerLayout {

  static final String COORDINATOR = "coordinator";
  static final String WORKER = "worker";

  private static final long REDELIVERY_DELAY_MILLIS = 500;
  private static final long HEARTBEAT_LIFE_MILLIS = 15_000;

  /**
   * A worker waits ten seconds for its answer. What would be answered later is not begun: when a
   * thousand ask at once, all of a coordinator's time would go into answers that nobody hears.
   */
  private static final long CLAIM_LIFE_MILLIS = 8_000;

  /** Of one address, in memory; more is on disk. */
  private static final long MEMORY_BYTES = 100L << 20;

  /** Of one address, on disk; whoever sends more gets an error, and tries again later. */
  private static final long DISK_BYTES = 1L << 30;

  /** Nobody reads them; the last few tell what went on. */
  private static final long EXPIRED_KEPT = 10_000;

  private BrokerLayout() {}

  /** By address; {@code #} is any that has none of its own. */
  static Map<String, AddressSettings> settings() {
    Map<String, AddressSettings> settings = new LinkedHashMap<>();
    settings.put("#", usual());
    // What is older says nothing, or nobody waits for it; by this clock, whatever a worker's says.
    settings.put(
        Queues.HEARTBEATS,
        usual()
            .setExpiryDelay(HEARTBEAT_LIFE_MILLIS)
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP));
    // However long the database is away; what is hopeless is sent to the dead letters by its
    // reader.
    settings.put(
        Queues.CLAIMS, usual().setExpiryDelay(CLAIM_LIFE_MILLIS).setMaxDeliveryAttempts(-1));
    settings.put(Queues.RESULTS, usual().setMaxDeliveryAttempts(-1));
    // There is no place for dead letters of dead letters: they wait until the database takes them.
    settings.put(Queues.DEAD, usual().setMaxDeliveryAttempts(-1));
    return settings;
  }

  private static AddressSettings usual() {
    return new AddressSettings()
        .setDeadLetterAddress(SimpleString.of(Queues.DEAD))
        .setExpiryAddress(SimpleString.of(Queues.EXPIRED))
        .setMaxDeliveryAttempts(20)
        .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setAutoDeleteQueues(true)
        .setAutoDeleteAddresses(true)
        .setMaxSizeBytes(MEMORY_BYTES)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setPageLimitBytes(DISK_BYTES)
        .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
  }

  static List<CoreAddressConfiguration> addresses() {
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
    QueueConfiguration queue =
        QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST).setDurable(true);
    if (name.equals(Queues.EXPIRED)) {
      queue.setRingSize(EXPIRED_KEPT);
    }
    return new CoreAddressConfiguration()
        .setName(name)
        .addRoutingType(RoutingType.ANYCAST)
        .addQueueConfig(queue);
  }

  /** The most exact line counts; only temporary queues for replies are left to the last one. */
  static Map<String, Set<Role>> permissions() {
    Set<Role> workersTake = roles(false, true);
    Set<Role> workersSend = roles(true, false);
    Map<String, Set<Role>> permissions = new LinkedHashMap<>();
    permissions.put(Queues.WORK_ENCODE, workersTake);
    permissions.put(Queues.WORK_LIGHT, workersTake);
    permissions.put(Queues.REVOCATIONS, workersTake);
    permissions.put(Queues.CLAIMS, workersSend);
    permissions.put(Queues.RESULTS, workersSend);
    permissions.put(Queues.HEARTBEATS, workersSend);
    permissions.put(Queues.DEAD, workersSend);
    permissions.put(Queues.EXPIRED, roles(false, false));
    permissions.put("#", workersTake);
    return permissions;
  }

  /** The coordinator may send and consume everywhere; both may make temporary queues. */
  private static Set<Role> roles(boolean workerSends, boolean workerConsumes) {
    return Set.of(
        role(COORDINATOR, true, true, true), role(WORKER, workerSends, workerConsumes, false));
  }

  private static Role role(String name, boolean sends, boolean consumes, boolean browses) {
    boolean makesDurable = false;
    boolean makesTemporary = true;
    boolean manages = false;
    return new Role(
        name,
        sends,
        consumes,
        makesDurable,
        makesDurable,
        makesTemporary,
        makesTemporary,
        manages,
        browses,
        makesTemporary,
        makesTemporary,
        manages,
        manages);
  }
}
