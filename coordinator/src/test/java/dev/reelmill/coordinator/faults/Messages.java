package dev.reelmill.coordinator.faults;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Sends anything to a farm's broker, with the coordinator's rights. */
final class Messages implements AutoCloseable {

  private final ActiveMQConnectionFactory connections;
  private final JMSContext context;

  Messages(BreakableFarm farm) {
    this.connections =
        new ActiveMQConnectionFactory(
            "tcp://127.0.0.1:" + farm.broker().port(),
            "coordinator",
            farm.data().secret("broker-coordinator"));
    this.context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
  }

  void send(String queue, String text) {
    context
        .createProducer()
        .setDeliveryMode(DeliveryMode.PERSISTENT)
        .send(context.createQueue(queue), text);
  }

  void publish(String topic, String text) {
    context.createProducer().send(context.createTopic(topic), text);
  }

  @Override
  public void close() {
    context.close();
    connections.close();
  }
}
