package dev.reelmill.worker.intake;

import dev.reelmill.common.work.DeadLetters;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.builder.endpoint.dsl.JmsEndpointBuilderFactory.JmsEndpointConsumerBuilder;

/**
 * Moves messages: hints in, under a transaction that ends when the result is out; claims, results
 * and heartbeats out; revocations in. Component {@code work} takes one message at a time from the
 * broker, {@code jms} is for everything else.
 */
final class WorkRoutes extends EndpointRouteBuilder {

  static final String CLAIM = "direct:claim";
  static final String REPORT = "direct:report";
  static final String HEARTBEAT = "direct:heartbeat";
  static final String ENCODE_ROUTE = "take-encode";
  static final String LIGHT_ROUTE = "take-light";

  /** How long a coordinator may take to answer a claim. */
  static final Duration CLAIM_TIME = Duration.ofSeconds(10);

  private final OrderHandler handler;
  private final Revocations revocations;
  private final int slots;
  private final String selector;

  /**
   * @param selector of hints that this worker can follow
   */
  WorkRoutes(OrderHandler handler, Revocations revocations, int slots, String selector) {
    this.handler = handler;
    this.revocations = revocations;
    this.slots = slots;
    this.selector = selector;
  }

  @Override
  public void configure() {
    errorHandler(defaultErrorHandler().logExhausted(false).logStackTrace(false));
    onException(Wire.UnreadableMessageException.class)
        .handled(true)
        .process(WorkRoutes::explain)
        .log(LoggingLevel.WARN, "unreadable message to the dead letters: ${exception.message}")
        .to(jms("jms", "queue:" + Queues.DEAD));
    // One more than slots: it holds the next order ready while a finished one is delivered.
    from(work(Queues.WORK_ENCODE, slots + 1)).routeId(ENCODE_ROUTE).process(this::handle);
    from(work(Queues.WORK_LIGHT, 1)).routeId(LIGHT_ROUTE).process(this::handle);
    from(jms("jms", "topic:" + Queues.REVOCATIONS))
        .routeId("take-revocations")
        .process(exchange -> revocations.handle(exchange.getMessage().getBody(String.class)));
    from(CLAIM)
        .routeId("claim")
        .to(
            // By the broker's clock, not by this one's: they may differ by minutes.
            jms("jms", "queue:" + Queues.CLAIMS)
                // Whoever waits for the answer is gone when the broker is.
                .deliveryPersistent(false)
                .requestTimeout(CLAIM_TIME.toMillis())
                .advanced()
                .disableTimeToLive(true));
    from(REPORT).routeId("report").to(jms("jms", "queue:" + Queues.RESULTS));
    from(HEARTBEAT)
        .routeId("heartbeat")
        .to(jms("jms", "queue:" + Queues.HEARTBEATS).deliveryPersistent(false));
  }

  /** A local transaction of the session is enough: nothing else takes part in it. */
  private JmsEndpointConsumerBuilder work(String queue, int consumers) {
    return jms("work", "queue:" + queue)
        .concurrentConsumers(consumers)
        .selector(selector)
        .transacted(true)
        .cacheLevelName("CACHE_CONSUMER")
        .advanced()
        .lazyCreateTransactionManager(false)
        .basic();
  }

  private void handle(Exchange exchange) {
    String text = String.valueOf(exchange.getMessage().getBody(String.class));
    boolean redelivered =
        Boolean.TRUE.equals(exchange.getMessage().getHeader("JMSRedelivered", Boolean.class));
    handler.handle(text, redelivered);
  }

  /** For the administrator who finds it among the dead letters. */
  private static void explain(Exchange exchange) throws JMSException {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    exchange.getMessage().setHeader(DeadLetters.REASON, String.valueOf(cause.getMessage()));
    Object address = exchange.getMessage().getHeader("JMSDestination");
    if (address instanceof Queue queue) {
      exchange.getMessage().setHeader(DeadLetters.SOURCE, queue.getQueueName());
    } else if (address instanceof Topic topic) {
      exchange.getMessage().setHeader(DeadLetters.SOURCE, topic.getTopicName());
    }
  }
}
