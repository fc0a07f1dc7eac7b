package dev.reelmill.worker.intake;

import dev.reelmill.common.work.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes hints off queues, one for each slot, and has them handled. Not a Camel route, as these have
 * a session and a transaction for each hint, which was most of what a hint cost.
 */
final class HintTaker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HintTaker.class);

  /** Each time-out asks the broker again: an idle worker should idle. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP_WAIT = Duration.ofSeconds(1);

  private final ActiveMQConnectionFactory connections;
  private final String selector;
  private final OrderHandler handler;
  private final Coordinator coordinator;
  private final List<Thread> takers;
  private final Object gate = new Object();
  private volatile @Nullable HintSession session;
  private volatile boolean taking = true;
  private volatile boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param selector of hints that this worker can follow
   * @param most hints that are in hand at once, by queue
   * @param coordinator to whom is sent what can't be understood
   */
  HintTaker(
      ActiveMQConnectionFactory connections,
      String selector,
      Map<String, Integer> most,
      OrderHandler handler,
      Coordinator coordinator) {
    this.connections = connections;
    this.selector = selector;
    this.handler = handler;
    this.coordinator = coordinator;
    this.takers =
        most.entrySet().stream()
            .flatMap(
                entry -> IntStream.range(0, entry.getValue()).mapToObj(_ -> taker(entry.getKey())))
            .toList();
  }

  private Thread taker(String queue) {
    return Thread.ofVirtual().name("take-" + queue).unstarted(() -> run(queue));
  }

  void start() {
    takers.forEach(Thread::start);
  }

  /** Takes no more; what is in hand goes on. Never blocks. */
  void pause() {
    taking = false;
  }

  void resume() {
    taking = true;
    changed();
  }

  private boolean isTaking() {
    return taking && !closed;
  }

  private void await(BooleanSupplier wanted) throws InterruptedException {
    synchronized (gate) {
      while (!wanted.getAsBoolean()) {
        gate.wait();
      }
    }
  }

  private void changed() {
    synchronized (gate) {
      gate.notifyAll();
    }
  }

  private void run(String queue) {
    try {
      while (!closed) {
        await(() -> taking || closed);
        try {
          take(queue);
        } catch (ActiveMQException e) {
          log.debug("{}: {}", queue, e.toString());
          if (!closed) {
            Thread.sleep(PAUSE);
          }
        } catch (RuntimeException | Error e) {
          // Whatever it is, the slot has to go on.
          log.error("taking from {} failed; it begins anew", queue, e);
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException e) {
      log.trace("{} ends", queue);
    }
  }

  private void take(String queue) throws ActiveMQException, InterruptedException {
    HintSession hints = session();
    if (hints == null) {
      return;
    }
    try (ClientConsumer consumer = hints.consumer(queue, selector)) {
      while (isTaking()) {
        ClientMessage hint = hints.receive(consumer, ASK_AGAIN);
        if (hint == null && hints.isClosed()) {
          throw new ActiveMQException("the session is closed");
        }
        if (hint != null && !(isTaking() ? handle(hints, queue, hint) : keepsNot(hints, hint))) {
          return;
        }
      }
    }
  }

  /** All takers have one; null when it is over. */
  private synchronized @Nullable HintSession session() throws ActiveMQException {
    HintSession open = session;
    if (open != null && open.isClosed()) {
      open.close();
      open = null;
    }
    if (open == null && !closed) {
      open = new HintSession(connections);
      session = open;
      if (closed) {
        open.close();
      }
    }
    return open;
  }

  private static boolean keepsNot(HintSession hints, ClientMessage hint) {
    hints.untouched(hint);
    return false;
  }

  /** Whether the next one may come by the same consumer. */
  private boolean handle(HintSession hints, String queue, ClientMessage hint)
      throws InterruptedException {
    String text = String.valueOf(TextMessageUtil.readBodyText(hint.getBodyBuffer()));
    try {
      handler.handle(text, hint.getDeliveryCount() > 1, () -> hints.acknowledge(hint));
      return true;
    } catch (Wire.UnreadableMessageException e) {
      log.warn("unreadable message to the dead letters: {}", e.getMessage());
      coordinator.unreadable(text, queue, String.valueOf(e.getMessage()));
      hints.acknowledge(hint);
      return true;
    } catch (WorkerStoppingException e) {
      log.debug("{}: {}", queue, e.getMessage());
      if (e.hasBegun()) {
        // It goes back with the session, as one that was given out before; closing the consumer
        // would give it back as one that never was.
        await(() -> closed);
      }
      return keepsNot(hints, hint);
    } catch (RuntimeException e) {
      log.warn("a hint goes back to the broker: {}", e.getMessage());
      Thread.sleep(PAUSE);
      return keepsNot(hints, hint);
    }
  }

  @Override
  public void close() {
    closed = true;
    HintSession open = session;
    if (open != null) {
      open.close();
    }
    changed();
    for (Thread taker : takers) {
      try {
        taker.join(STOP_WAIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
