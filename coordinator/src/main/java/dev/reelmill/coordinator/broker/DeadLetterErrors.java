package dev.reelmill.coordinator.broker;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.DeadLetters;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire.UnreadableMessageException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;

/**
 * What every route does with a message that can't be taken. One that can't be read goes to the dead
 * letters at once, with the reason; so does one on which this program fails each time. Everything
 * else, such as a database that is away, is tried again for as long as it takes.
 */
public final class DeadLetterErrors extends RouteConfigurationBuilder {

  @Override
  public void configuration() {
    routeConfiguration()
        .onException(UnreadableMessageException.class)
        .handled(true)
        .process(DeadLetterErrors::address)
        .log(LoggingLevel.WARN, "unreadable message to the dead letters: ${exception.message}")
        .to("jms:queue:" + Queues.DEAD)
        .process(exchange -> CrashPoints.reached(CrashPoint.DEAD_LETTER_SENT));
    routeConfiguration()
        .onException(Exception.class)
        .onWhen(DeadLetterErrors::isHopeless)
        .handled(true)
        .process(DeadLetterErrors::address)
        .log(LoggingLevel.ERROR, "message to the dead letters: ${exception}")
        .to("jms:queue:" + Queues.DEAD);
  }

  /** Nobody waits for an answer to it. */
  private static void address(Exchange exchange) throws JMSException {
    exchange.setPattern(ExchangePattern.InOnly);
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    exchange.getMessage().setHeader(DeadLetters.REASON, DeadMessages.reason(cause));
    if (exchange.getMessage().getHeader("JMSDestination") instanceof Queue queue) {
      exchange.getMessage().setHeader(DeadLetters.SOURCE, queue.getQueueName());
    }
  }

  private static boolean isHopeless(Exchange exchange) {
    Integer tries = exchange.getMessage().getHeader("JMSXDeliveryCount", Integer.class);
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    return tries != null && DeadMessages.isHopeless(tries, cause);
  }
}
