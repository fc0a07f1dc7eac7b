package dev.reelmill.worker.intake;

import dev.reelmill.common.work.BrokerSettings;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** How this worker is connected to the broker. */
final class BrokerLink {

  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration CALL_TIME = Duration.ofSeconds(10);

  private BrokerLink() {}

  /** Connections that come back by themselves. */
  static ActiveMQConnectionFactory lasting(BrokerSettings broker) {
    ActiveMQConnectionFactory factory = plain(broker);
    factory.setReconnectAttempts(-1);
    return factory;
  }

  /** Connections that end when they are cut: who uses one makes another. */
  static ActiveMQConnectionFactory plain(BrokerSettings broker) {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
    // The broker takes back what it has sent to a worker that is silent for so long.
    factory.setConnectionTTL(SILENCE.toMillis());
    factory.setClientFailureCheckPeriod(SILENCE.toMillis() / 2);
    // Whatever a cut connection swallowed is asked again soon.
    factory.setCallTimeout(CALL_TIME.toMillis());
    return factory;
  }

  /** As {@link #plain}, for hints. */
  static ActiveMQConnectionFactory takingOne(BrokerSettings broker) {
    ActiveMQConnectionFactory factory = plain(broker);
    // No message waits in a client's buffer while another worker is free.
    factory.setConsumerWindowSize(0);
    return factory;
  }
}
