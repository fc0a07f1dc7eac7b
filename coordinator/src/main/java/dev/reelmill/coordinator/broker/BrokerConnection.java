package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerSettings;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Camel's way to the broker: one connection for what is received, one for what is answered. */
public final class BrokerConnection implements AutoCloseable {

  private static final int SENDING_SESSIONS = 8;
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration CALL_TIME = Duration.ofSeconds(10);

  private final CachingConnectionFactory sending;
  private final JmsComponent component;

  public BrokerConnection(BrokerSettings broker) {
    this.sending = new CachingConnectionFactory(connections(broker));
    sending.setSessionCacheSize(SENDING_SESSIONS);
    sending.setCacheConsumers(false);
    JmsConfiguration configuration = new JmsConfiguration();
    configuration.setListenerConnectionFactory(connections(broker));
    configuration.setTemplateConnectionFactory(sending);
    configuration.setCacheLevelName("CACHE_CONSUMER");
    configuration.setRecoveryInterval(1000);
    // Each time-out asks the broker again: an idle farm should idle.
    configuration.setReceiveTimeout(3000);
    this.component = new JmsComponent(configuration);
  }

  /** Connections by which both ends notice soon that the other one is silent. */
  static ActiveMQConnectionFactory connections(BrokerSettings broker) {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
    // The broker takes back what it has sent to a coordinator that is silent for so long.
    factory.setConnectionTTL(SILENCE.toMillis());
    factory.setClientFailureCheckPeriod(SILENCE.toMillis() / 2);
    factory.setCallTimeout(CALL_TIME.toMillis());
    return factory;
  }

  /** To be added to a Camel context as {@code jms}. */
  public JmsComponent component() {
    return component;
  }

  @Override
  public void close() {
    sending.destroy();
  }
}
