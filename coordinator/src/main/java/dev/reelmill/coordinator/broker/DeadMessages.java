package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.DeadLetters;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire.UnreadableMessageException;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which messages are given up, and what becomes of them. */
final class DeadMessages {

  private static final Logger log = LoggerFactory.getLogger(DeadMessages.class);

  /** An error in this program is the same each time. */
  private static final int MOST_TRIES = 5;

  private static final String TRIES = "JMSXDeliveryCount";
  private static final String CONNECTION_EXCEPTION = "08";

  private DeadMessages() {}

  /** What it says; null if that is no text. */
  static @Nullable String text(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      byte[] body = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(body);
      bytes.reset();
      return new String(body, StandardCharsets.UTF_8);
    }
    return message instanceof TextMessage text ? text.getText() : null;
  }

  /** Whether trying again would bring the same. */
  static boolean isHopeless(Message message, RuntimeException failure) throws JMSException {
    return failure instanceof UnreadableMessageException
        || isHopeless(message.getIntProperty(TRIES), failure);
  }

  static boolean isHopeless(int tries, @Nullable Throwable failure) {
    return tries >= MOST_TRIES && !isOutside(failure);
  }

  private static boolean isOutside(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof JMSException
            || failure instanceof JMSRuntimeException
            || (failure instanceof SQLException e && !isOfStatement(e))
            || isOutside(failure.getCause()));
  }

  /** Not of the connection, of which a pool says nothing at all. */
  private static boolean isOfStatement(SQLException e) {
    return e.getSQLState() != null
        && !e.getSQLState().startsWith(CONNECTION_EXCEPTION)
        && !e.getSQLState().startsWith("57")
        && !e.getSQLState().startsWith("53");
  }

  /** Why, for the administrator who finds it among the dead letters. */
  static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Sends it there, in the transaction that takes it off its queue. */
  static void send(JMSContext taking, Message message, RuntimeException failure)
      throws JMSException {
    if (failure instanceof UnreadableMessageException) {
      log.warn("unreadable message to the dead letters: {}", failure.getMessage());
    } else {
      log.error("message to the dead letters", failure);
    }
    Map<String, Object> properties = new HashMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement().toString();
      if (!name.startsWith("JMS")) {
        properties.put(name, message.getObjectProperty(name));
      }
    }
    properties.put(DeadLetters.REASON, reason(failure));
    if (message.getJMSDestination() instanceof Queue queue) {
      properties.put(DeadLetters.SOURCE, queue.getQueueName());
    }
    message.clearProperties();
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
    taking
        .createProducer()
        .setDeliveryMode(DeliveryMode.PERSISTENT)
        .send(taking.createQueue(Queues.DEAD), message);
  }
}
