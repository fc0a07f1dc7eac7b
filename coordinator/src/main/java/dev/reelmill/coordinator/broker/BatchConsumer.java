package dev.reelmill.coordinator.broker;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Wire;
import dev.reelmill.coordinator.database.Outcome;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages off a queue, as many as have come, and acknowledges them together when all that
 * they brought about is committed. Not a Camel route, as these take one message at a time: a
 * transaction of the broker and one of the database for each were most of what a claim cost.
 *
 * <p>What can't be taken is treated as routes do ({@link DeadLetterErrors}). If one of some has to
 * be tried again, all of them come again, and are taken one by one: whatever was done already has
 * no effect twice.
 *
 * @param <T> type of message
 */
public final class BatchConsumer<T> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BatchConsumer.class);

  /** Each time-out asks the broker again: an idle farm should idle. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Where several came before, some more are waited for: orders take seconds. */
  private static final Duration GATHERING = Duration.ofMillis(10);

  /**
   * Messages; where each asks for several orders, the first must not wait for the last too long.
   */
  private static final int MOST = 64;

  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final ConnectionFactory connections;
  private final String queue;
  private final Class<T> type;
  private final Function<List<T>, List<Outcome<String>>> work;
  private final List<Taker> takers;
  private volatile boolean running = true;

  /**
   * Starts nothing yet.
   *
   * @param takers how many take at the same time
   * @param work has its effect committed when it returns; answers are sent to who waits for one
   */
  public BatchConsumer(
      BrokerSettings broker,
      String queue,
      int takers,
      Class<T> type,
      Function<List<T>, List<Outcome<String>>> work) {
    this.connections = BrokerConnection.connections(broker);
    this.queue = queue;
    this.type = type;
    this.work = work;
    this.takers = Stream.generate(Taker::new).limit(takers).toList();
  }

  public void start() {
    takers.forEach(taker -> taker.thread.start());
  }

  /** Lets those in hand be done; whatever else the broker has sent goes back to it. */
  @Override
  public void close() {
    running = false;
    takers.forEach(Taker::wake);
    takers.forEach(Taker::awaitEnd);
  }

  private final class Taker {

    private final Thread thread =
        Thread.ofVirtual().name("take-" + BatchConsumer.this.queue).unstarted(this::run);
    private volatile @Nullable JMSContext context;
    private volatile boolean busy;
    private int alone;
    private boolean cameTogether;

    private void run() {
      while (running) {
        try (JMSContext taking = connections.createContext(JMSContext.SESSION_TRANSACTED);
            JMSContext answering = taking.createContext(JMSContext.AUTO_ACKNOWLEDGE);
            JMSConsumer consumer = taking.createConsumer(taking.createQueue(queue))) {
          context = taking;
          while (running) {
            takeSome(taking, answering, consumer);
          }
        } catch (JMSRuntimeException | JMSException e) {
          log.debug("{}: {}", queue, e.toString());
        } catch (RuntimeException e) {
          // Whatever it is, somebody has to go on taking.
          log.error("taking from {} failed; it begins anew", queue, e);
        } finally {
          busy = false;
          context = null;
        }
        pause(RECONNECT_PAUSE);
      }
    }

    private void takeSome(JMSContext taking, JMSContext answering, JMSConsumer consumer)
        throws JMSException {
      Message first = consumer.receive(PATIENCE.toMillis());
      if (first == null) {
        return;
      }
      busy = true;
      if (cameTogether) {
        pause(GATHERING);
      }
      List<Message> messages = new ArrayList<>();
      int most = alone > 0 ? 1 : MOST;
      for (Message next = first; next != null; ) {
        messages.add(next);
        next = messages.size() < most ? consumer.receiveNoWait() : null;
      }
      alone = Math.max(0, alone - 1);
      cameTogether = messages.size() > 1;
      take(messages, taking, answering);
      busy = false;
    }

    private void take(List<Message> messages, JMSContext taking, JMSContext answering)
        throws JMSException {
      List<Outcome<String>> outcomes = outcomes(messages);
      boolean anyDead = false;
      for (int i = 0; i < messages.size(); i++) {
        RuntimeException failure = outcomes.get(i).failure();
        if (failure != null && !DeadMessages.isHopeless(messages.get(i), failure)) {
          log.debug("{}: to be tried again", queue, failure);
          taking.rollback();
          alone = messages.size();
          return;
        }
      }
      JMSProducer answers = answering.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      for (int i = 0; i < messages.size(); i++) {
        RuntimeException failure = outcomes.get(i).failure();
        if (failure == null) {
          answer(messages.get(i), outcomes.get(i).get(), answering, answers);
        } else {
          DeadMessages.send(taking, messages.get(i), failure);
          anyDead = true;
        }
      }
      taking.commit();
      if (anyDead) {
        CrashPoints.reached(CrashPoint.DEAD_LETTER_SENT);
      }
    }

    /** Before the request is acknowledged: one whose coordinator dies is answered by the next. */
    private void answer(Message request, String text, JMSContext answering, JMSProducer answers)
        throws JMSException {
      Destination whoAsked = request.getJMSReplyTo();
      if (whoAsked == null) {
        return;
      }
      String asked = request.getJMSCorrelationID();
      try {
        answers
            .setJMSCorrelationID(asked == null ? request.getJMSMessageID() : asked)
            .send(whoAsked, answering.createTextMessage(text));
      } catch (InvalidDestinationRuntimeException e) {
        log.debug("nobody waits for this answer any more: {}", e.toString());
      }
    }

    private void pause(Duration time) {
      try {
        if (running) {
          Thread.sleep(time);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** One that only waits need not do so to the end. */
    private void wake() {
      JMSContext waiting = context;
      if (waiting != null && !busy) {
        waiting.close();
      }
    }

    private void awaitEnd() {
      try {
        if (!thread.join(STOP_WAIT)) {
          log.warn("what came from {} was not done within {}", queue, STOP_WAIT);
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Outcome<String>> outcomes(List<Message> messages) throws JMSException {
    List<@Nullable Outcome<String>> outcomes = new ArrayList<>();
    List<T> readable = new ArrayList<>();
    for (Message message : messages) {
      try {
        readable.add(Wire.read(DeadMessages.text(message), type));
        outcomes.add(null);
      } catch (Wire.UnreadableMessageException e) {
        outcomes.add(Outcome.failed(e));
      }
    }
    var done = (readable.isEmpty() ? List.<Outcome<String>>of() : worked(readable)).iterator();
    outcomes.replaceAll(outcome -> outcome == null ? done.next() : outcome);
    return outcomes;
  }

  private List<Outcome<String>> worked(List<T> asked) {
    try {
      return work.apply(asked);
    } catch (RuntimeException e) {
      return asked.stream().map(_ -> Outcome.<String>failed(e)).toList();
    }
  }
}
