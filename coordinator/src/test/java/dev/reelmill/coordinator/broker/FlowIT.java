package dev.reelmill.coordinator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.farm.Ports;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many consumers that take one message at a time, and far too many messages. */
@Tag("long")
class FlowIT {

  private static final int CONSUMERS = 60;
  private static final int ASLEEP = 20;
  private static final int MESSAGES = 600;
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** Two bytes a character: with 100 KiB it would be a large one, which is a file of its own. */
  private static final int MESSAGE_BYTES = 80_000;

  /** Sent in one transaction, which is written down once. */
  private static final int AT_ONCE = 100;

  private static final long MEGABYTE = 1 << 20;

  @TempDir static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = new EmbeddedBroker(folder, Ports.free(), new Passwords("one", "two"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static ActiveMQConnectionFactory connections(BrokerSettings settings) {
    return new ActiveMQConnectionFactory(
        settings.connectionUrl(), settings.user(), settings.password());
  }

  /**
   * With a window of 0, a consumer asks for a message when it wants one. One that has asked in
   * vain, and wants none any more, must not be sent the next: nobody would see that message.
   */
  @Test
  void no_message_waits_at_a_consumer_that_does_not_look() throws Exception {
    Set<String> received = ConcurrentHashMap.newKeySet();
    AtomicBoolean done = new AtomicBoolean();
    List<JMSContext> asleep = new ArrayList<>();
    try (ActiveMQConnectionFactory workers = connections(broker.worker());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ASLEEP; i++) {
        JMSContext context = workers.createContext(JMSContext.SESSION_TRANSACTED);
        asleep.add(context);
        assertThat(consumer(context).receive(50)).isNull();
      }
      for (int i = 0; i < CONSUMERS; i++) {
        boolean comesAndGoes = i % 3 == 0;
        threads.execute(() -> take(workers, comesAndGoes, received, done));
      }
      try (ActiveMQConnectionFactory coordinators = connections(broker.coordinator());
          JMSContext context = coordinators.createContext()) {
        JMSProducer producer = context.createProducer();
        for (int i = 0; i < MESSAGES; i++) {
          producer.send(context.createQueue(Queues.WORK_ENCODE), "hint " + i);
        }
        await().atMost(BOUND).until(() -> received.size() == MESSAGES);
      } finally {
        done.set(true);
      }
    } finally {
      asleep.forEach(JMSContext::close);
    }
  }

  private static JMSConsumer consumer(JMSContext context) {
    return context.createConsumer(context.createQueue(Queues.WORK_ENCODE));
  }

  /** As the intake of a worker does, with short time-outs; some close their consumer each time. */
  private static void take(
      ActiveMQConnectionFactory workers,
      boolean comesAndGoes,
      Set<String> received,
      AtomicBoolean done) {
    try (JMSContext context = workers.createContext(JMSContext.SESSION_TRANSACTED)) {
      JMSConsumer consumer = consumer(context);
      while (!done.get()) {
        String text = consumer.receiveBody(String.class, 20);
        if (text != null) {
          received.add(text);
          context.commit();
        }
        if (comesAndGoes) {
          consumer.close();
          consumer = consumer(context);
        }
      }
    }
  }

  @Test
  void full_address_refuses_more_and_takes_nothing_from_the_others() throws Exception {
    long memory = settings(Queues.RESULTS).getMaxSizeBytes();
    long disk = settings(Queues.RESULTS).getPageLimitBytes();
    try (ActiveMQConnectionFactory connections = connections(broker.coordinator());
        JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
      assertThatThrownBy(() -> send(context, Queues.RESULTS, 2 * (memory + disk)))
          .isInstanceOf(JMSRuntimeException.class);

      assertThat(broker.held(Queues.RESULTS)).isLessThanOrEqualTo(memory + 20 * MEGABYTE);
      assertThat(size(folder.resolve("paging")))
          .isBetween(disk / 2, disk + memory + 200 * MEGABYTE);
      assertOthersGoOn(connections);
    }
  }

  private static void assertOthersGoOn(ActiveMQConnectionFactory connections) {
    try (JMSContext context = connections.createContext()) {
      for (String other : List.of(Queues.CLAIMS, Queues.WORK_LIGHT, Queues.DEAD)) {
        context.createProducer().send(context.createQueue(other), "{}");
        assertThat(
                context.createConsumer(context.createQueue(other)).receiveBody(String.class, 5000))
            .isEqualTo("{}");
      }
    }
  }

  @Test
  void heartbeats_that_nobody_hears_are_forgotten() throws Exception {
    long memory = settings(Queues.HEARTBEATS).getMaxSizeBytes();
    try (ActiveMQConnectionFactory connections = connections(broker.coordinator());
        JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
      send(context, Queues.HEARTBEATS, 2 * memory);

      assertThat(broker.held(Queues.HEARTBEATS)).isLessThanOrEqualTo(memory + 20 * MEGABYTE);
    }
  }

  private static AddressSettings settings(String address) {
    return Objects.requireNonNull(BrokerLayout.settings().get(address));
  }

  private static void send(JMSContext context, String queue, long bytes) {
    JMSProducer producer = context.createProducer();
    String text = "x".repeat(MESSAGE_BYTES / 2);
    for (long sent = 0; sent < bytes; sent += MESSAGE_BYTES) {
      producer.send(context.createQueue(queue), text);
      if (sent / MESSAGE_BYTES % AT_ONCE == 0) {
        context.commit();
      }
    }
    context.commit();
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
