package dev.reelmill.worker.intake;

import dev.reelmill.common.work.ClaimReplies;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import dev.reelmill.worker.intake.BrokerCoordinator.Unreached;
import dev.reelmill.worker.intake.Gatherer.Wanted;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims orders, several by one message, and waits for the answer. One thread asks. */
final class Asking implements AutoCloseable {

  /** How long a coordinator may take to answer. */
  static final Duration CLAIM_TIME = Duration.ofSeconds(10);

  private final ConnectionFactory connections;
  private volatile @Nullable Line line;

  Asking(ConnectionFactory connections) {
    this.connections = connections;
  }

  /** A session with the queue on which its answers come. */
  private record Line(
      JMSContext context, Queue claims, TemporaryQueue answers, JMSConsumer consumer) {

    static Line open(ConnectionFactory connections) {
      JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
      try {
        TemporaryQueue answers = context.createTemporaryQueue();
        return new Line(
            context, context.createQueue(Queues.CLAIMS), answers, context.createConsumer(answers));
      } catch (JMSRuntimeException e) {
        context.close();
        throw e;
      }
    }
  }

  /** Asks for all of them; one that nobody answers fails with {@link Unreached}. */
  void ask(List<Wanted<ClaimRequest, ClaimReply>> wanted) {
    ClaimRequest request = ClaimRequest.together(wanted.stream().map(Wanted::asked).toList());
    String answer = exchange(request);
    if (wanted.size() == 1) {
      wanted.getFirst().outcome().complete(Wire.read(answer, ClaimReply.class));
      return;
    }
    Map<String, ClaimReply> replies = Wire.read(answer, ClaimReplies.class).replies();
    if (replies == null) {
      // Of the release before, which answers for the first.
      wanted.getFirst().outcome().complete(Wire.read(answer, ClaimReply.class));
      wanted.stream().skip(1).forEach(this::askAlone);
      return;
    }
    for (Wanted<ClaimRequest, ClaimReply> each : wanted) {
      ClaimReply reply = replies.get(String.valueOf(each.asked().claim()));
      if (reply == null) {
        askAlone(each);
      } else {
        each.outcome().complete(reply);
      }
    }
  }

  private void askAlone(Wanted<ClaimRequest, ClaimReply> wanted) {
    try {
      ask(List.of(wanted));
    } catch (RuntimeException e) {
      wanted.outcome().completeExceptionally(e);
    }
  }

  private String exchange(ClaimRequest request) {
    try {
      Line open = line;
      if (open == null) {
        open = Line.open(connections);
        line = open;
      }
      return answer(open, send(open, Wire.write(request)));
    } catch (JMSException | JMSRuntimeException e) {
      close();
      throw new Unreached(e);
    } catch (Unreached e) {
      close();
      throw e;
    }
  }

  /** Who waits for the answer is gone when the broker is: nothing of it is on disk. */
  private static String send(Line line, String text) throws JMSException {
    String number = UUID.randomUUID().toString();
    TextMessage message = line.context.createTextMessage(text);
    message.setJMSReplyTo(line.answers);
    message.setJMSCorrelationID(number);
    line.context
        .createProducer()
        .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
        .send(line.claims, message);
    return number;
  }

  /** The one with this number; what else comes is of somebody who waits no more. */
  private static String answer(Line line, String number) throws JMSException {
    long deadline = System.nanoTime() + CLAIM_TIME.toNanos();
    for (long left = CLAIM_TIME.toMillis();
        left > 0;
        left = Duration.ofNanos(deadline - System.nanoTime()).toMillis()) {
      Message message = line.consumer.receive(left);
      if (message != null && number.equals(message.getJMSCorrelationID())) {
        return message.getBody(String.class);
      }
      if (message == null) {
        break;
      }
    }
    throw new Unreached("no answer within " + CLAIM_TIME.toSeconds() + " s");
  }

  @Override
  public void close() {
    Line open = line;
    line = null;
    if (open != null) {
      try {
        open.context.close();
      } catch (JMSRuntimeException e) {
        // It is gone already, and that is what was wanted.
      }
    }
  }
}
