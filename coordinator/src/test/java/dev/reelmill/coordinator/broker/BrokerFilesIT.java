package dev.reelmill.coordinator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.BrokerTls;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.farm.Ports;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Artemis as the written files configure it, with certificates made here. */
@Tag("long")
class BrokerFilesIT {

  @TempDir static Path folder;
  private static TlsBroker broker;
  private static BrokerTls worker;
  private static BrokerTls coordinator;
  private static BrokerTls nobody;
  private static BrokerTls stranger;

  @BeforeAll
  static void start() throws Exception {
    broker = new TlsBroker(folder);
    worker = broker.issue("worker", "CN=worker-1, OU=reelmill-worker");
    coordinator = broker.issue("coordinator", "CN=c-1, OU=reelmill-coordinator, O=X");
    nobody = broker.issue("nobody", "CN=n\\, OU=reelmill-coordinator, OU=guests");
    Certificates other = new Certificates(folder.resolve("other"));
    stranger =
        Certificates.tls(other.issue("s", "CN=worker-1, OU=reelmill-worker"), broker.trust());
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  private static <T> T as(BrokerTls who, Use<T> use) throws Exception {
    String url = broker.url() + "?initialConnectAttempts=1&callTimeout=5000";
    BrokerSettings settings = new BrokerSettings(url, "", "", who);
    try (var factory = new ActiveMQConnectionFactory(settings.connectionUrl());
        JMSContext context = factory.createContext()) {
      return use.of(context);
    }
  }

  private interface Use<T> {
    T of(JMSContext context) throws JMSException;
  }

  private static String send(BrokerTls who, String queue) throws Exception {
    return as(
        who,
        context -> {
          context.createProducer().send(context.createQueue(queue), "{}");
          return queue;
        });
  }

  private static String take(BrokerTls who, String queue) throws Exception {
    return as(
        who,
        context -> {
          Message message = context.createConsumer(context.createQueue(queue)).receive(5000);
          return message == null ? "nothing" : message.getBody(String.class);
        });
  }

  private static void assertRefused(Callable<String> what) {
    assertThatThrownBy(what::call)
        .isInstanceOfAny(JMSSecurityRuntimeException.class, JMSSecurityException.class);
  }

  @Test
  void nobody_comes_in_without_a_certificate_of_the_authority() throws Exception {
    assertThatThrownBy(() -> send(stranger, Queues.RESULTS))
        .isInstanceOf(JMSRuntimeException.class);
    // The broker says nothing to them, and they would wait for as long as they may.
    String plain = broker.url() + "?initialConnectAttempts=1&callTimeout=1000";
    try (var factory = new ActiveMQConnectionFactory(plain, "worker", "guessed")) {
      assertThatThrownBy(factory::createContext).isInstanceOf(JMSRuntimeException.class);
    }
    String oneSided =
        plain
            + "&sslEnabled=true&trustStorePath="
            + worker.trustStore()
            + "&trustStorePassword="
            + Certificates.PASSWORD;
    try (var factory = new ActiveMQConnectionFactory(oneSided, "worker", "guessed")) {
      assertThatThrownBy(
              () -> {
                try (JMSContext context = factory.createContext()) {
                  context.createProducer().send(context.createQueue(Queues.RESULTS), "{}");
                }
              })
          .isInstanceOf(JMSRuntimeException.class);
    }
  }

  @Test
  void certificate_that_names_no_role_is_worth_nothing() {
    assertRefused(() -> send(nobody, Queues.WORK_LIGHT));
    assertRefused(() -> send(nobody, Queues.RESULTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {Queues.WORK_ENCODE, Queues.WORK_LIGHT})
  void worker_only_takes_work(String queue) throws Exception {
    send(coordinator, queue);
    assertThat(take(worker, queue)).isEqualTo("{}");
    assertRefused(() -> send(worker, queue));
  }

  @ParameterizedTest
  @ValueSource(strings = {Queues.CLAIMS, Queues.RESULTS, Queues.HEARTBEATS, Queues.DEAD})
  void worker_only_sends_what_the_coordinator_takes(String queue) throws Exception {
    send(worker, queue);
    assertThat(take(coordinator, queue)).isEqualTo("{}");
    assertRefused(() -> take(worker, queue));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reelmill.invented", "activemq.management", Queues.EXPIRED})
  void worker_reaches_nothing_else(String queue) {
    assertThatThrownBy(() -> send(worker, queue)).isInstanceOf(JMSRuntimeException.class);
  }

  @Test
  void neither_makes_queues_that_stay() {
    for (BrokerTls who : new BrokerTls[] {worker, coordinator}) {
      assertRefused(
          () ->
              as(
                  who,
                  context -> {
                    var topic = context.createTopic(Queues.REVOCATIONS);
                    context.createSharedDurableConsumer(topic, "mine").close();
                    return "made";
                  }));
    }
  }

  @Test
  void answers_come_by_temporary_queues() throws Exception {
    String answer =
        as(
            worker,
            context -> {
              var replies = context.createTemporaryQueue();
              var consumer = context.createConsumer(replies);
              assertThatCode(
                      () ->
                          as(
                              coordinator,
                              other -> {
                                other.createProducer().send(replies, "granted");
                                return replies;
                              }))
                  .doesNotThrowAnyException();
              return consumer.receiveBody(String.class, 5000);
            });
    assertThat(answer).isEqualTo("granted");
  }

  @Test
  void broker_is_like_the_embedded_one() throws Exception {
    Path journal = Files.createDirectories(folder.resolve("embedded"));
    try (EmbeddedBroker embedded =
        new EmbeddedBroker(journal, Ports.free(), new EmbeddedBroker.Passwords("one", "two"))) {
      var own = embedded.configuration();
      var written = broker.server().getConfiguration();
      assertThat(written.getAddressSettings()).isEqualTo(own.getAddressSettings());
      assertThat(written.getSecurityRoles()).isEqualTo(own.getSecurityRoles());
      assertThat(plain(written.getAddressConfigurations()))
          .isEqualTo(plain(own.getAddressConfigurations()));
    }
  }

  /** Without the numbers that a running broker gives its queues. */
  private static String plain(Object configuration) {
    return configuration.toString().replaceAll("\\bid=\\d+", "");
  }

  @Test
  void old_versions_of_tls_are_not_spoken() throws Exception {
    var context = javax.net.ssl.SSLContext.getInstance("TLSv1.2");
    context.init(null, null, null);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), broker.port());
        Socket socket =
            context.getSocketFactory().createSocket(plain, "127.0.0.1", broker.port(), true)) {
      var secure = (javax.net.ssl.SSLSocket) socket;
      secure.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(secure::startHandshake).isInstanceOf(java.io.IOException.class);
    }
  }
}
