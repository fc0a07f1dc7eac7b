package dev.reelmill.coordinator.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.DeadLetters;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.broker.BrokerConnection;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.deadletter.DeadLetterBox.DeadLetter;
import dev.reelmill.coordinator.dispatch.Relay;
import dev.reelmill.coordinator.testing.TestDatabase;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Dead letters")
class DeadLettersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static TestDatabase database;
  private static EmbeddedBroker broker;
  private static BrokerConnection connection;
  private static DefaultCamelContext camel;
  private static DeadLetterBox box;

  @BeforeAll
  static void start() throws Exception {
    database = new TestDatabase();
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    broker =
        new EmbeddedBroker(folder, port, new EmbeddedBroker.Passwords("coordinator1", "worker1"));
    connection = new BrokerConnection(broker.coordinator());
    box = new DeadLetterBox(database.database(), () -> {});
    camel = new DefaultCamelContext();
    camel.addComponent("jms", connection.component());
    camel.addRoutes(new DeadLetterRoutes(box));
    camel.start();
  }

  @AfterAll
  static void stop() throws Exception {
    camel.stop();
    connection.close();
    broker.close();
    database.close();
  }

  @AfterEach
  void forget() {
    database.context().execute("truncate farm.dead_letter, farm.outbox");
  }

  private static JMSContext context(BrokerSettings settings) {
    return new ActiveMQConnectionFactory(settings.url(), settings.user(), settings.password())
        .createContext();
  }

  private static DeadLetter arrived() {
    return await()
        .atMost(PATIENCE)
        .until(() -> box.list(10), letters -> letters.size() == 1)
        .get(0);
  }

  private static void send(String body, String reason, String source) throws Exception {
    try (JMSContext worker = context(broker.worker())) {
      TextMessage message = worker.createTextMessage(body);
      message.setStringProperty(DeadLetters.REASON, reason);
      message.setStringProperty(DeadLetters.SOURCE, source);
      worker.createProducer().send(worker.createQueue(Queues.DEAD), message);
    }
  }

  @Test
  @DisplayName("what a worker can't read is kept with its reason and what it says")
  void keptWithItsReason() throws Exception {
    send("{\"v\":9}", "message version 9, this program reads 1", Queues.WORK_ENCODE);

    DeadLetter letter = arrived();

    assertThat(letter.reason()).isEqualTo("message version 9, this program reads 1");
    assertThat(letter.source()).isEqualTo(Queues.WORK_ENCODE);
    assertThat(letter.body()).isEqualTo("{\"v\":9}");
    assertThat(box.show(letter.letter())).isEqualTo(letter);
  }

  @Test
  @DisplayName("who waits for an answer gets none from the dead letters, least of all the letter")
  void nobodyIsAnswered() throws Exception {
    try (JMSContext worker = context(broker.worker())) {
      var answers = worker.createTemporaryQueue();
      var consumer = worker.createConsumer(answers);
      TextMessage message = worker.createTextMessage("{\"v\":9}");
      message.setJMSReplyTo(answers);
      worker.createProducer().send(worker.createQueue(Queues.DEAD), message);

      assertThat(arrived().body()).isEqualTo("{\"v\":9}");
      // The route is done with a letter when it has taken the next one.
      worker.createProducer().send(worker.createQueue(Queues.DEAD), "the next one");
      await().atMost(PATIENCE).until(() -> box.list(10).size() == 2);
      assertThat(consumer.receiveBody(String.class, 500)).isNull();
    }
  }

  @Test
  @DisplayName("what the broker gave up says where it came from")
  void givenUpByTheBroker() throws Exception {
    try (JMSContext coordinator = context(broker.coordinator())) {
      coordinator
          .createProducer()
          .send(coordinator.createQueue(Queues.WORK_LIGHT), "{\"v\":1,\"order\":7}");
    }
    ActiveMQConnectionFactory worker =
        new ActiveMQConnectionFactory(broker.worker().url(), "worker", "worker1");
    int deliveries = 0;
    try (JMSContext session = worker.createContext(JMSContext.SESSION_TRANSACTED)) {
      var consumer = session.createConsumer(session.createQueue(Queues.WORK_LIGHT));
      Message message = consumer.receive(5000);
      while (message != null) {
        deliveries++;
        session.rollback();
        message = consumer.receive(2000);
      }
    }

    assertThat(deliveries).isEqualTo(20);
    DeadLetter letter = arrived();
    assertThat(letter.source()).isEqualTo(Queues.WORK_LIGHT);
    assertThat(letter.reason()).contains("again and again");
  }

  @Test
  @DisplayName("bytes that are no text are told of, not kept")
  void bytesThatAreNoText() throws Exception {
    try (JMSContext worker = context(broker.worker())) {
      BytesMessage message = worker.createBytesMessage();
      message.writeBytes(new byte[] {0, (byte) 0xff, (byte) 0xfe, 3});
      worker.createProducer().send(worker.createQueue(Queues.DEAD), message);
    }

    DeadLetter letter = arrived();

    assertThat(letter.body()).isNull();
    assertThat(letter.reason()).contains("no text");
    assertThatThrownBy(() -> box.requeue(letter.letter()))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("only discarded");
    box.discard(letter.letter());
    assertThat(box.list(10)).isEmpty();
    assertThatThrownBy(() -> box.discard(letter.letter()))
        .hasMessage("there is no dead letter " + letter.letter());
  }

  @Test
  @DisplayName("one that is requeued goes to where it came from, word by word, and is forgotten")
  void requeued() throws Exception {
    send("{ \"v\": 9 }", "message version 9", Queues.RESULTS);

    assertThat(box.requeue(arrived().letter())).isEqualTo(Queues.RESULTS);

    assertThat(box.list(10)).isEmpty();
    try (Relay relay = new Relay(database.database(), broker.coordinator());
        JMSContext coordinator = context(broker.coordinator())) {
      relay.flush();
      var consumer = coordinator.createConsumer(coordinator.createQueue(Queues.RESULTS));
      assertThat(consumer.receiveBody(String.class, 5000)).isEqualTo("{ \"v\": 9 }");
    }
  }

  @Test
  @DisplayName("the same message taken twice is kept once")
  void keptOnce() {
    DeadMessage message = DeadMessage.of("ID:1", "text", java.util.Map.of());
    box.keep(message);
    box.keep(message);
    assertThat(box.list(10)).hasSize(1);
  }
}
