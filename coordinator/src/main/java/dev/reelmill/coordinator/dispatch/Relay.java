package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.backlog.Outbox;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.OutboxRecord;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox. A row is taken, sent, then deleted: a crash between sends it twice,
 * and the broker drops the second by its duplicate id. Not thread-safe: one loop owns it.
 */
public final class Relay implements AutoCloseable {

  private static final int BATCH = 200;

  /** Sent twice does no harm, as the broker knows both by their id; sent late does. */
  private static final Duration HOLD = Duration.ofSeconds(5);

  /** A broker with a full disk takes a message and never answers; this is how long to wait. */
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

  private final Database database;
  private final ActiveMQConnectionFactory connections;
  private @Nullable JMSContext context;

  public Relay(Database database, BrokerSettings broker) {
    this.database = database;
    this.connections =
        new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
    connections.setCallTimeout(SEND_TIMEOUT.toMillis());
    connections.setBlockOnDurableSend(true);
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
      for (OutboxRecord row : rows) {
        send(row);
        CrashPoints.reached(CrashPoint.OUTBOX_SENT);
        Outbox.sent(database.sql(), row.getId());
        CrashPoints.reached(CrashPoint.OUTBOX_DELETED);
        sent++;
      }
      rows = Outbox.take(database.sql(), BATCH, HOLD);
    }
    return sent;
  }

  private void send(OutboxRecord row) {
    try {
      JMSContext current = connected();
      Destination destination =
          row.getAddress().equals(Queues.REVOCATIONS)
              ? current.createTopic(row.getAddress())
              : current.createQueue(row.getAddress());
      current
          .createProducer()
          .setDeliveryMode(DeliveryMode.PERSISTENT)
          .setProperty("_AMQ_DUPL_ID", row.getDuplicateId())
          .send(destination, row.getBody());
    } catch (JMSRuntimeException e) {
      close();
      throw e;
    }
  }

  private JMSContext connected() {
    if (context == null) {
      context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
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
