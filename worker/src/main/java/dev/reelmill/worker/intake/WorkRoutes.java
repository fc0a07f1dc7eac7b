package dev.reelmill.worker.intake;

import dev.reelmill.common.work.DeadLetters;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Moves what is not about one order: heartbeats out, revocations in. */
final class WorkRoutes extends EndpointRouteBuilder {

  static final String HEARTBEAT = "direct:heartbeat";

  private final Revocations revocations;

  WorkRoutes(Revocations revocations) {
    this.revocations = revocations;
  }

  @Override
  public void configure() {
    errorHandler(defaultErrorHandler().logExhausted(false).logStackTrace(false));
    onException(Wire.UnreadableMessageException.class)
        .handled(true)
        .process(WorkRoutes::explain)
        .log(LoggingLevel.WARN, "unreadable message to the dead letters: ${exception.message}")
        .to(jms("jms", "queue:" + Queues.DEAD));
    from(jms("jms", "topic:" + Queues.REVOCATIONS))
        .routeId("take-revocations")
        .process(exchange -> revocations.handle(exchange.getMessage().getBody(String.class)));
    from(HEARTBEAT)
        .routeId("heartbeat")
        .to(jms("jms", "queue:" + Queues.HEARTBEATS).deliveryPersistent(false));
  }

  /** For the administrator who finds it among the dead letters. */
  private static void explain(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    exchange.getMessage().setHeader(DeadLetters.REASON, String.valueOf(cause.getMessage()));
    exchange.getMessage().setHeader(DeadLetters.SOURCE, Queues.REVOCATIONS);
  }
}
