package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerSettings;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when the broker was away: holds a connection of its own, and says when it is new. */
public final class BrokerWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ActiveMQConnectionFactory connections;
  private final Runnable connected;
  private final Runnable lost;
  private final Thread thread;

  /**
   * Starts watching.
   *
   * @param connected called each time a connection was made, again each second until it does not
   *     throw
   * @param lost called when there is none any more
   */
  public BrokerWatch(BrokerSettings broker, Runnable connected, Runnable lost) {
    this.connections =
        new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
    this.connected = connected;
    this.lost = lost;
    this.thread = Thread.ofVirtual().name("broker-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        watchOne();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      log.trace("the watch ends");
    }
  }

  private void watchOne() throws InterruptedException {
    Semaphore failed = new Semaphore(0);
    try (Connection connection = connections.createConnection()) {
      connection.setExceptionListener(e -> failed.release());
      connection.start();
      connected.run();
      failed.acquire();
      log.warn("the connection to the broker is lost");
    } catch (JMSException | RuntimeException e) {
      log.debug("no connection to the broker: {}", e.toString());
    } finally {
      lost.run();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    connections.close();
  }
}
