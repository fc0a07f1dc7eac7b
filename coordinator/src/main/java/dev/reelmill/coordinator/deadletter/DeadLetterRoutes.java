package dev.reelmill.coordinator.deadletter;

import dev.reelmill.common.work.Queues;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Takes dead letters off their queue; one is acknowledged when it is in the database. */
public final class DeadLetterRoutes extends EndpointRouteBuilder {

  private final DeadLetterBox box;

  public DeadLetterRoutes(DeadLetterBox box) {
    this.box = box;
  }

  @Override
  public void configure() {
    from(jms("queue:" + Queues.DEAD)
            .transacted(true)
            // Who asked would take the letter itself for the answer.
            .disableReplyTo(true)
            .advanced()
            .lazyCreateTransactionManager(false))
        .routeId("dead-letters")
        .process(this::keep);
  }

  private void keep(Exchange exchange) {
    Message message = exchange.getMessage();
    String id = message.getHeader("JMSMessageID", exchange.getExchangeId(), String.class);
    box.keep(DeadMessage.of(id, message.getBody(), message.getHeaders()));
  }
}
