package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Camel's way to the broker: one connection for what is received, one for what is answered. */
public final class BrokerConnection implements AutoCloseable {

  private static final int SENDING_SESSIONS = 8;

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

  private static ActiveMQConnectionFactory connections(BrokerSettings broker) {
    return new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
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
