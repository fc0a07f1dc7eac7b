package dev.reelmill.worker.intake;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Needs;
import dev.reelmill.common.work.Queues;
import dev.reelmill.worker.scratch.FreeSpace;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The connection to the broker and the routes over it; {@link #start} once, {@link #close} once.
 */
public final class Intake implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final long CLOSE_SECONDS = 3;

  /** Where messages are sent without being asked for, it only looks whether it is to stop. */
  private static final Duration LOOK_UP = Duration.ofMillis(500);

  private static final int SENDING_SESSIONS = 2;
  private static final Duration GIVE_BACK_TIME = Duration.ofSeconds(2);
  private static final String STOPPING = "it was told to stop";

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final RunningAttempts attempts = new RunningAttempts();
  private final HintTaker hints;
  private final BrokerCoordinator coordinator;
  private final CachingConnectionFactory senders;
  private final Heartbeats heartbeats;
  private volatile boolean draining;
  private final StandDown standDown = new StandDown(this::pause, this::resume);

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
    senders = new CachingConnectionFactory(BrokerLink.lasting(broker));
    senders.setSessionCacheSize(SENDING_SESSIONS);
    camel.addComponent("jms", component(BrokerLink.lasting(broker), senders));
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
    coordinator = new BrokerCoordinator(broker, attempts::isEnding);
    OrderHandler handler =
        new OrderHandler(
            identity.name(), coordinator, work, attempts, heartbeats::hurry, standDown);
    addRoutes(new WorkRoutes(new Revocations(attempts)));
    hints =
        new HintTaker(
            BrokerLink.takingOne(broker),
            Needs.selector(identity.has().words()),
            // One more than slots: it holds the next order ready while a finished one is delivered.
            Map.of(Queues.WORK_ENCODE, identity.slots() + 1, Queues.WORK_LIGHT, 1),
            handler,
            coordinator);
  }

  /** Begins to take orders. */
  public void start() {
    camel.start();
    hints.start();
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
    hints.pause();
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
    hints.pause();
    attempts.stop();
    attempts.awaitNone(GIVE_BACK_TIME);
    hints.close();
    coordinator.close();
    camel.stop();
    senders.destroy();
  }

  private void pause() {
    hints.pause();
  }

  private void resume() {
    hints.resume();
    heartbeats.hurry();
  }

  private void addRoutes(WorkRoutes routes) {
    try {
      camel.addRoutes(routes);
    } catch (Exception e) {
      throw new ReelmillException(FailureCode.INTERNAL, "the worker's routes: " + e, e);
    }
  }

  private static JmsComponent component(
      ConnectionFactory listeners, CachingConnectionFactory senders) {
    JmsComponent component = new JmsComponent();
    component.setConnectionFactory(senders);
    component.getConfiguration().setListenerConnectionFactory(listeners);
    component.getConfiguration().setTemplateConnectionFactory(senders);
    component.getConfiguration().setErrorHandlerLogStackTrace(false);
    component.getConfiguration().setReceiveTimeout(LOOK_UP.toMillis());
    return component;
  }
}
