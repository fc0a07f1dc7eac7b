package dev.reelmill.coordinator.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.farm.Ports;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more messages than anybody reads, with the limits that a farm's broker has. */
@DisplayName("A broker that nobody reads from")
@SuppressWarnings("NullAway.Init")
@Tag("long")
class FullBrokerIT {

  private static final long MIB = 1 << 20;

  /** Two bytes each: smaller than what Artemis keeps in files of their own. */
  private static final String BODY = "x".repeat(45_000);

  private static final int BATCH = 50;

  /** More than are in memory, so that some on disk are done with. */
  private static final int READ_AGAIN = 3000;

  private static final long RECEIVE_MILLIS = 10_000;

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private JMSContext worker;
  private JMSContext coordinator;

  @BeforeEach
  void start() throws Exception {
    broker = new EmbeddedBroker(folder, Ports.free(), new Passwords("one", "two"));
    worker = context(broker.worker());
    coordinator = context(broker.coordinator());
  }

  @AfterEach
  void stop() {
    worker.close();
    coordinator.close();
    broker.close();
  }

  private static JMSContext context(BrokerSettings settings) {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(settings.url(), settings.user(), settings.password());
    return factory.createContext(JMSContext.SESSION_TRANSACTED);
  }

  /** Sends some thousand; how many were taken before one was refused. */
  private static int send(JMSContext context, String queue, int delivery, int most) {
    for (int sent = 0; sent < most; sent += BATCH) {
      try {
        for (int i = 0; i < BATCH; i++) {
          context.createProducer().setDeliveryMode(delivery).send(context.createQueue(queue), BODY);
        }
        context.commit();
      } catch (JMSRuntimeException e) {
        context.rollback();
        return sent;
      }
    }
    return most;
  }

  private static void passes(JMSContext from, JMSContext to, String queue) {
    from.createProducer().send(from.createQueue(queue), "a hint");
    from.commit();
    try (JMSConsumer consumer = to.createConsumer(to.createQueue(queue))) {
      assertThat(consumer.receiveBody(String.class, RECEIVE_MILLIS)).isEqualTo("a hint");
      to.commit();
    }
  }

  private long paged() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("paging"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  @DisplayName("forgets heartbeats beyond its memory, and hints go on")
  void forgetsHeartbeats() throws Exception {
    assertThat(send(worker, Queues.HEARTBEATS, DeliveryMode.NON_PERSISTENT, 2000)).isEqualTo(2000);

    assertThat(broker.held(Queues.HEARTBEATS)).isBetween(50 * MIB, 105 * MIB);
    passes(coordinator, worker, Queues.WORK_ENCODE);
  }

  @Test
  @DisplayName("refuses results beyond a gigabyte on disk, takes them again, and hints go on")
  void refusesResults() throws Exception {
    int taken = send(worker, Queues.RESULTS, DeliveryMode.PERSISTENT, 20_000);

    assertThat(taken).as("all of them would be 1.7 GiB").isBetween(10_000, 15_000);
    assertThat(broker.held(Queues.RESULTS)).as("in memory").isLessThan(105 * MIB);
    assertThat(paged()).as("on disk").isBetween(900 * MIB, 1200 * MIB);
    assertThatThrownBy(
            () -> {
              worker.createProducer().send(worker.createQueue(Queues.RESULTS), BODY);
              worker.commit();
            })
        .isInstanceOf(JMSRuntimeException.class);
    worker.rollback();
    passes(coordinator, worker, Queues.WORK_ENCODE);

    try (JMSConsumer consumer =
        coordinator.createConsumer(coordinator.createQueue(Queues.RESULTS))) {
      for (int read = 1; read <= READ_AGAIN; read++) {
        assertThat(consumer.receive(RECEIVE_MILLIS)).as("result %d", read).isNotNull();
        if (read % BATCH == 0) {
          coordinator.commit();
        }
      }
    }
    await("place for more")
        .atMost(30, SECONDS)
        .until(() -> send(worker, Queues.RESULTS, DeliveryMode.PERSISTENT, BATCH) == BATCH);
  }
}
