package dev.reelmill.worker.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.ClaimReplies;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Revocation;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real broker, a coordinator that answers claims as the test says, and a store over HTTP. */
final class FakeFarm {

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final HttpServer http;
  private final JMSContext context;
  private final JMSContext listening;
  final String url;
  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  final Map<String, Integer> failuresToCome = new ConcurrentHashMap<>();
  final BlockingQueue<WorkResult> results = new LinkedBlockingQueue<>();
  final BlockingQueue<ClaimRequest> claims = new LinkedBlockingQueue<>();
  final BlockingQueue<Heartbeat> heartbeats = new LinkedBlockingQueue<>();
  final BlockingQueue<String> dead = new LinkedBlockingQueue<>();

  /** How many messages asked for orders, each for one or for several. */
  final AtomicInteger askings = new AtomicInteger();

  /** Whether the coordinator is of the release before, which sees the first order only. */
  volatile boolean ofTheReleaseBefore;

  /** Of several, which are left out of the answer. */
  volatile Predicate<ClaimRequest> overlooks = request -> false;

  volatile Function<ClaimRequest, ClaimReply> answer =
      request -> new ClaimReply.Refused("nothing was granted");

  FakeFarm() throws Exception {
    int port = freePort();
    url = "tcp://127.0.0.1:" + port;
    broker.setConfiguration(configuration());
    broker.start();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::serve);
    http.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    http.start();
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
    context = factory.createContext();
    listening = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    listen(Queues.CLAIMS, this::claim);
    listen(Queues.RESULTS, message -> results.add(Wire.read(text(message), WorkResult.class)));
    listen(Queues.HEARTBEATS, message -> heartbeats.add(Wire.read(text(message), Heartbeat.class)));
    listen(Queues.DEAD, message -> dead.add(text(message)));
  }

  BrokerSettings settings() {
    return new BrokerSettings(url, "worker", "secret");
  }

  void hint(OrderQueue queue, long order) {
    send(queue.address(), Wire.write(new Hint(order, 1)));
  }

  void send(String queue, String text) {
    try (JMSContext own = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      own.createProducer().send(own.createQueue(queue), text);
    }
  }

  void revoke(long attempt) {
    try (JMSContext own = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      own.createProducer()
          .send(
              own.createTopic(Queues.REVOCATIONS),
              Wire.write(new Revocation(List.of(attempt), "the test says so")));
    }
  }

  UploadTarget target(String key) {
    return new UploadTarget(key, address(key));
  }

  String address(String key) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/" + key;
  }

  long waiting(String queue) {
    return broker.getActiveMQServer().locateQueue(queue).getMessageCount();
  }

  /** Of these, how many a consumer has. */
  int inDelivery(String queue) {
    return broker.getActiveMQServer().locateQueue(queue).getDeliveringCount();
  }

  /** As if everybody who is connected were gone from one moment to the next. */
  void cutConnections() {
    broker
        .getActiveMQServer()
        .getRemotingService()
        .getConnections()
        .forEach(
            connection -> connection.fail(new ActiveMQNotConnectedException("the test says so")));
  }

  /** Cuts its connections; what it held in memory is gone. */
  void stopBroker() throws Exception {
    broker.stop();
  }

  void startBroker() throws Exception {
    broker.start();
  }

  void stop() throws Exception {
    listening.close();
    context.close();
    http.stop(0);
    broker.stop();
  }

  private Configuration configuration() throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .addAcceptorConfiguration("tcp", url)
            .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(5));
    for (String queue :
        List.of(
            Queues.WORK_ENCODE,
            Queues.WORK_LIGHT,
            Queues.CLAIMS,
            Queues.RESULTS,
            Queues.HEARTBEATS,
            Queues.DEAD)) {
      configuration.addQueueConfiguration(
          QueueConfiguration.of(queue).setAddress(queue).setRoutingType(RoutingType.ANYCAST));
    }
    return configuration;
  }

  private interface Listener {
    void hear(Message message) throws JMSException;
  }

  private void listen(String queue, Listener listener) {
    listening
        .createConsumer(listening.createQueue(queue))
        .setMessageListener(
            message -> {
              try {
                listener.hear(message);
              } catch (JMSException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private void claim(Message message) throws JMSException {
    ClaimRequest sent = Wire.read(text(message), ClaimRequest.class);
    askings.incrementAndGet();
    Object reply;
    if (sent.more() == null || ofTheReleaseBefore) {
      reply = reply(sent);
    } else {
      Map<String, ClaimReply> replies = new HashMap<>();
      sent.each().stream()
          .filter(overlooks.negate())
          .forEach(each -> replies.put(String.valueOf(each.claim()), reply(each)));
      reply = new ClaimReplies(replies);
    }
    listening
        .createProducer()
        .setJMSCorrelationID(message.getJMSCorrelationID())
        .send(message.getJMSReplyTo(), Wire.write(reply));
  }

  private ClaimReply reply(ClaimRequest sent) {
    // Its own id is random.
    ClaimRequest request =
        new ClaimRequest(sent.order(), sent.dispatch(), sent.worker(), sent.redelivered());
    claims.add(request);
    return answer.apply(request);
  }

  private static String text(Message message) throws JMSException {
    return message.getBody(String.class);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath().substring(1);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (failuresToCome.merge(key, -1, Integer::sum) >= 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        boolean guarded = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        boolean stored = guarded && objects.putIfAbsent(key, body) == null;
        exchange.sendResponseHeaders(stored ? 201 : 412, -1);
      } else if (objects.containsKey(key)) {
        byte[] bytes = java.util.Objects.requireNonNull(objects.get(key));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
