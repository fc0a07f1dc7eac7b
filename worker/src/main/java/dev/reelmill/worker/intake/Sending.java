package dev.reelmill.worker.intake;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.DeadLetters;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.worker.intake.BrokerCoordinator.Unreached;
import dev.reelmill.worker.intake.Gatherer.Wanted;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what must not be lost: each message by itself, but written down by the broker together.
 * What it says was sent is on the broker's disk. One thread sends.
 */
final class Sending implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sending.class);

  /** Artemis drops a second message with the same value: a result counts once. */
  private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  /** A broker that answers nothing is asked by one of them, not by each in turn. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ActiveMQConnectionFactory together;
  private final ActiveMQConnectionFactory alone;
  private final Map<String, Queue> queues = new ConcurrentHashMap<>();
  private volatile @Nullable JMSContext context;

  Sending(BrokerSettings broker) {
    this.together = BrokerLink.plain(broker);
    // In a transaction, it is the commit that is answered when all is on the disk.
    together.setBlockOnDurableSend(false);
    this.alone = BrokerLink.plain(broker);
    alone.setBlockOnDurableSend(true);
  }

  /** A message to a queue. */
  record Letter(String queue, String text, Map<String, String> properties) {

    static Letter of(WorkResult result) {
      return new Letter(
          Queues.RESULTS, Wire.write(result), Map.of(DUPLICATE_ID, "result:" + result.attempt()));
    }

    /** For the administrator who finds it. */
    static Letter dead(String text, String source, String reason) {
      return new Letter(
          Queues.DEAD, text, Map.of(DeadLetters.REASON, reason, DeadLetters.SOURCE, source));
    }
  }

  /** What can't be sent fails with {@link Unreached}; it may have been sent nevertheless. */
  void send(List<Wanted<Letter, Boolean>> wanted) {
    try {
      JMSContext open = connected();
      wanted.forEach(each -> send(open, each.asked()));
      open.commit();
      wanted.forEach(each -> each.outcome().complete(true));
    } catch (JMSRuntimeException e) {
      close();
      log.debug("sent one by one, as together they were refused: {}", e.toString());
      sendEach(wanted);
    }
  }

  /** One that the broker does not want keeps no other back; one that it knows it drops. */
  private void sendEach(List<Wanted<Letter, Boolean>> wanted) {
    long begun = System.nanoTime();
    try (JMSContext open = alone.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      for (Wanted<Letter, Boolean> each : wanted) {
        try {
          if (System.nanoTime() - begun > PATIENCE.toNanos()) {
            throw new Unreached("the broker takes nothing");
          }
          send(open, each.asked());
          each.outcome().complete(true);
        } catch (JMSRuntimeException e) {
          each.outcome().completeExceptionally(new Unreached(e));
        } catch (Unreached e) {
          each.outcome().completeExceptionally(e);
        }
      }
    } catch (JMSRuntimeException e) {
      throw new Unreached(e);
    }
  }

  /** Making a destination asks the broker, so that it is kept. */
  private void send(JMSContext context, Letter letter) {
    JMSProducer producer = context.createProducer();
    letter.properties.forEach(producer::setProperty);
    producer.send(queues.computeIfAbsent(letter.queue, context::createQueue), letter.text);
  }

  private JMSContext connected() {
    JMSContext open = context;
    if (open == null) {
      open = together.createContext(JMSContext.SESSION_TRANSACTED);
      context = open;
    }
    return open;
  }

  @Override
  public void close() {
    JMSContext open = context;
    context = null;
    if (open != null) {
      try {
        open.close();
      } catch (JMSRuntimeException e) {
        // It is gone already, and that is what was wanted.
      }
    }
  }
}
