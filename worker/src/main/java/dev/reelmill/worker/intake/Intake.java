package dev.reelmill.worker.intake;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Needs;
import dev.reelmill.worker.scratch.FreeSpace;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.listener.AbstractJmsListeningContainer;

/**
 * The connection to the broker and the routes over it; {@link #start} once, {@link #close} once.
 */
public final class Intake implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final long CLOSE_SECONDS = 3;

  /** Each time-out asks the broker again: an idle worker should idle. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

  /** Where messages are sent without being asked for, it only looks whether it is to stop. */
  private static final Duration LOOK_UP = Duration.ofMillis(500);

  /** For heartbeats and light orders. */
  private static final int SPARE_SESSIONS = 4;

  private static final Duration GIVE_BACK_TIME = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final String STOPPING = "it was told to stop";
  private static final Duration CALL_TIME = Duration.ofSeconds(10);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final RunningAttempts attempts = new RunningAttempts();
  private final ActiveMQConnectionFactory hints;
  private final CachingConnectionFactory senders;
  private final Heartbeats heartbeats;
  private volatile boolean draining;
  private final StandDown standDown =
      new StandDown(() -> intakes(AbstractJmsListeningContainer::stop), this::resume);

  /**
   * This worker, as the farm knows it.
   *
   * @param name unique in the farm
   * @param host where it runs
   * @param version of the program
   * @param slots encodes at once
   * @param has what not every worker has
   * @param heartbeat how often it is heard of
   */
  public record Identity(
      String name, String host, String version, int slots, Capabilities has, Duration heartbeat) {}

  /**
   * @param space that orders need
   */
  public Intake(BrokerSettings broker, Identity identity, Work work, FreeSpace space) {
    broker.prepareProgram();
    senders = new CachingConnectionFactory(connections(broker));
    // One for each that sends at the same time: making and closing sessions costs more than
    // sending.
    senders.setSessionCacheSize(identity.slots() + SPARE_SESSIONS);
    hints = takingOne(broker);
    camel.addComponent("work", component(hints, senders, ASK_AGAIN));
    camel.addComponent("jms", component(connections(broker), senders, LOOK_UP));
    camel.getShutdownStrategy().setTimeout(CLOSE_SECONDS);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    var producer = camel.createProducerTemplate();
    heartbeats =
        new Heartbeats(
            identity.heartbeat(),
            () -> {
              space
                  .shortage()
                  .ifPresent(words -> standDown.rest(identity.heartbeat().multipliedBy(3), words));
              return new Heartbeat(
                  identity.name(),
                  identity.host(),
                  identity.version(),
                  identity.slots(),
                  attempts.running(),
                  draining ? STOPPING : standDown.reason(),
                  identity.has());
            },
            text -> producer.sendBody(WorkRoutes.HEARTBEAT, text));
    OrderHandler handler =
        new OrderHandler(
            identity.name(),
            identity.slots(),
            new CamelCoordinator(producer),
            work,
            attempts,
            heartbeats::hurry,
            standDown);
    addRoutes(
        new WorkRoutes(
            handler,
            new Revocations(attempts),
            identity.slots(),
            Needs.selector(identity.has().words())));
  }

  /** Begins to take orders. */
  public void start() {
    camel.start();
    heartbeats.start();
  }

  /** In words, why the broker is not reached; empty if it is. */
  public Optional<String> brokerTrouble() {
    return heartbeats.trouble();
  }

  /** In words, why it takes no orders now; empty if it does. */
  public Optional<String> rest() {
    return Optional.ofNullable(standDown.reason());
  }

  /** Takes no more orders, and lets those in progress end, as long as there is time for them. */
  public void drain(Duration time) {
    draining = true;
    standDown.close();
    intakes(AbstractJmsListeningContainer::stop);
    heartbeats.hurry();
    int running = attempts.running().size();
    if (running > 0 && time.isPositive()) {
      log.info("{} orders have {} s to end", running, time.toSeconds());
    }
    if (!attempts.drain(time)) {
      log.info("{} orders go back to the broker", attempts.running().size());
    }
  }

  /**
   * Stops taking orders, stops those in progress and gives them back to the broker. Takes no longer
   * than a few seconds.
   */
  @Override
  public void close() {
    heartbeats.close();
    standDown.close();
    // First no new ones, or the orders that are given back would come in again at once.
    camel.getRoutes().forEach(route -> change(route, AbstractJmsListeningContainer::stop));
    attempts.stop();
    attempts.awaitNone(GIVE_BACK_TIME);
    // Wakes those that wait for a hint; else they do so until their time is over.
    hints.close();
    camel.stop();
    senders.destroy();
  }

  private void resume() {
    intakes(AbstractJmsListeningContainer::start);
    heartbeats.hurry();
  }

  /** All by which orders come in. */
  private void intakes(Consumer<AbstractJmsListeningContainer> change) {
    Stream.of(WorkRoutes.ENCODE_ROUTE, WorkRoutes.LIGHT_ROUTE)
        .map(camel::getRoute)
        .filter(Objects::nonNull)
        .forEach(route -> change(route, change));
  }

  private static void change(Route route, Consumer<AbstractJmsListeningContainer> change) {
    if (route.getConsumer() instanceof JmsConsumer consumer) {
      try {
        change.accept(consumer.getListenerContainer());
      } catch (Exception e) {
        log.debug("{}: {}", route.getId(), e.toString());
      }
    }
  }

  private void addRoutes(WorkRoutes routes) {
    try {
      camel.addRoutes(routes);
    } catch (Exception e) {
      throw new ReelmillException(FailureCode.INTERNAL, "the worker's routes: " + e, e);
    }
  }

  private static JmsComponent component(
      ConnectionFactory listeners, CachingConnectionFactory senders, Duration wait) {
    JmsComponent component = new JmsComponent();
    component.setConnectionFactory(senders);
    component.getConfiguration().setListenerConnectionFactory(listeners);
    component.getConfiguration().setTemplateConnectionFactory(senders);
    component.getConfiguration().setErrorHandlerLogStackTrace(false);
    component.getConfiguration().setReceiveTimeout(wait.toMillis());
    return component;
  }

  private static ActiveMQConnectionFactory takingOne(BrokerSettings broker) {
    ActiveMQConnectionFactory factory = connections(broker);
    // No message waits in a client's buffer while another worker is free.
    factory.setConsumerWindowSize(0);
    return factory;
  }

  private static ActiveMQConnectionFactory connections(BrokerSettings broker) {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(broker.connectionUrl(), broker.user(), broker.password());
    factory.setReconnectAttempts(-1);
    // The broker takes back what it has sent to a worker that is silent for so long.
    factory.setConnectionTTL(SILENCE.toMillis());
    factory.setClientFailureCheckPeriod(SILENCE.toMillis() / 2);
    // Whatever a cut connection swallowed is asked again soon.
    factory.setCallTimeout(CALL_TIME.toMillis());
    log.debug("broker: {}", broker);
    return factory;
  }
}
