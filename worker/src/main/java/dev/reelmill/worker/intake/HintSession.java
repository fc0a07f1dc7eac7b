package dev.reelmill.worker.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with the broker in which all slots of a worker take their hints, each by a consumer of
 * its own, and acknowledge what they are done with: each hint by itself, but as many as are done at
 * the same moment in one transaction. Artemis's own API, as JMS acknowledges in a transaction
 * whatever the session has received. Thread-safe.
 */
final class HintSession implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HintSession.class);

  private final ServerLocator locator;
  private final ClientSessionFactory connection;
  private final ClientSession session;
  private final Map<Long, ClientMessage> inHand = new ConcurrentHashMap<>();
  private final Gatherer<ClientMessage, Boolean> done;
  private boolean closed;

  HintSession(ActiveMQConnectionFactory connections) throws ActiveMQException {
    this.locator = connections.getServerLocator();
    try {
      this.connection = locator.createSessionFactory();
    } catch (ActiveMQException e) {
      throw e;
    } catch (Exception e) {
      throw new ActiveMQException(String.valueOf(e.getMessage()), e, null);
    }
    this.session =
        connection.createSession(
            connections.getUser(), connections.getPassword(), false, true, false, false, 0);
    session.start();
    this.done = new Gatherer<>("acknowledgements", this::acknowledge);
  }

  ClientConsumer consumer(String queue, String selector) throws ActiveMQException {
    return session.createConsumer(SimpleString.of(queue), SimpleString.of(selector));
  }

  /** The next hint; null if none comes in time, or the session is over. */
  @Nullable ClientMessage receive(ClientConsumer consumer, Duration time) throws ActiveMQException {
    ClientMessage hint = consumer.receive(time.toMillis());
    if (hint != null) {
      inHand.put(hint.getMessageID(), hint);
    }
    return hint;
  }

  /** The broker takes it back, as if it had never been given out, when its consumer is closed. */
  void untouched(ClientMessage hint) {
    inHand.remove(hint.getMessageID());
  }

  /** It is done with. If that can't be said, it comes again, and its claim is refused. */
  void acknowledge(ClientMessage hint) {
    try {
      done.call(hint, () -> false);
    } catch (WorkerStoppingException e) {
      log.debug("not acknowledged, as the session is closed");
    }
  }

  private synchronized void acknowledge(List<Gatherer.Wanted<ClientMessage, Boolean>> hints) {
    try {
      if (!closed) {
        for (Gatherer.Wanted<ClientMessage, Boolean> hint : hints) {
          hint.asked().individualAcknowledge();
        }
        session.commit();
      }
    } catch (ActiveMQException e) {
      // Of none of them, then: the broker takes all or nothing.
      log.debug("{} hints were not acknowledged, and come again: {}", hints.size(), e.toString());
    }
    hints.forEach(
        hint -> {
          inHand.remove(hint.asked().getMessageID());
          hint.outcome().complete(true);
        });
  }

  boolean isClosed() {
    return session.isClosed();
  }

  /**
   * Whatever is in hand goes back to the broker, marked as one that was given out before: its next
   * holder takes it over.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    done.close();
    try {
      if (!session.isClosed()) {
        for (ClientMessage hint : inHand.values()) {
          hint.individualAcknowledge();
        }
        session.rollback();
      }
      session.close();
    } catch (ActiveMQException e) {
      log.debug("closing a session: {}", e.toString());
    }
    connection.close();
  }
}
