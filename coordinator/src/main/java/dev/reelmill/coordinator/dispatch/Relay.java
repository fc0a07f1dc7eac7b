package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Needs;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.backlog.Outbox;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.OutboxRecord;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox. Rows are taken, sent, then deleted: a crash between sends them
 * twice, and the broker drops the second by its duplicate id. Not thread-safe: one loop owns it.
 */
public final class Relay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private static final int BATCH = 200;

  /** Sent twice does no harm, as the broker knows both by their id; sent late does. */
  private static final Duration HOLD = Duration.ofSeconds(5);

  /** A broker with a full disk takes a message and never answers; this is how long to wait. */
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

  private final Database database;
  private final ActiveMQConnectionFactory connections;
  private final ActiveMQConnectionFactory transacted;
  private final Map<String, Destination> destinations = new HashMap<>();
  private @Nullable JMSContext context;

  public Relay(Database database, BrokerSettings broker) {
    this.database = database;
    this.connections = connections(broker);
    connections.setBlockOnDurableSend(true);
    this.transacted = connections(broker);
    // There, it is the commit that is answered when all is on the broker's disk.
    transacted.setBlockOnDurableSend(false);
  }

  private static ActiveMQConnectionFactory connections(BrokerSettings broker) {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
    factory.setCallTimeout(SEND_TIMEOUT.toMillis());
    return factory;
  }

  /** Whether anything waits to be sent, taken or not. */
  public boolean hasUnsent() {
    return Outbox.hasRows(database.sql());
  }

  /**
   * Sends all that waits.
   *
   * @return how many messages went out
   * @throws JMSRuntimeException if the broker can't be reached; the rows stay
   */
  public int flush() {
    int sent = 0;
    List<OutboxRecord> rows = Outbox.take(database.sql(), BATCH, HOLD);
    while (!rows.isEmpty()) {
      CrashPoints.reached(CrashPoint.OUTBOX_TAKEN);
      send(rows);
      CrashPoints.reached(CrashPoint.OUTBOX_SENT);
      Outbox.sent(database.sql(), rows.stream().map(OutboxRecord::getId).toList());
      CrashPoints.reached(CrashPoint.OUTBOX_DELETED);
      sent += rows.size();
      rows = rows.size() < BATCH ? List.of() : Outbox.take(database.sql(), BATCH, HOLD);
    }
    return sent;
  }

  /**
   * All at once, which the broker writes down once. It takes none of them if it knows one already;
   * sent one by one, it drops just that.
   */
  private void send(List<OutboxRecord> rows) {
    try {
      JMSContext together = connected();
      rows.forEach(row -> send(together, row));
      together.commit();
    } catch (JMSRuntimeException e) {
      close();
      log.debug("sent one by one, as together they were refused: {}", e.toString());
      try (JMSContext alone = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
        rows.forEach(row -> send(alone, row));
      }
    }
  }

  private void send(JMSContext context, OutboxRecord row) {
    // Making one asks the broker.
    Destination destination =
        destinations.computeIfAbsent(row.getAddress(), address -> destination(context, address));
    JMSProducer producer =
        context
            .createProducer()
            .setDeliveryMode(DeliveryMode.PERSISTENT)
            .setProperty("_AMQ_DUPL_ID", row.getDuplicateId());
    if (row.getNeeds() != null) {
      producer.setProperty(Needs.PROPERTY, row.getNeeds());
    }
    producer.send(destination, row.getBody());
  }

  private static Destination destination(JMSContext context, String address) {
    return address.equals(Queues.REVOCATIONS)
        ? context.createTopic(address)
        : context.createQueue(address);
  }

  private JMSContext connected() {
    if (context == null) {
      context = transacted.createContext(JMSContext.SESSION_TRANSACTED);
    }
    return context;
  }

  @Override
  public void close() {
    if (context != null) {
      JMSContext closing = context;
      context = null;
      try {
        closing.close();
      } catch (JMSRuntimeException e) {
        // It is gone already, and that is what was wanted.
      }
    }
  }
}
