package dev.reelmill.common.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack trace of a line that has one; of a library that has lost its connection, and tries
 * again, what went wrong in one line: a broker that is away for a minute would fill the log.
 */
final class TraceConverter extends ThrowableProxyConverter {

  private static final List<String> BRIEF =
      List.of(
          "org.apache.activemq.artemis.core.client",
          "org.apache.camel.component.jms",
          "org.springframework.jms",
          "com.zaxxer.hikari",
          "io.zonky");

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null || !isBrief(event)) {
      return super.convert(event);
    }
    IThrowableProxy root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return "  because of " + root.getClassName() + (message == null ? "" : ": " + message) + "\n";
  }

  private static boolean isBrief(ILoggingEvent event) {
    boolean everything = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME).isDebugEnabled();
    return !everything && BRIEF.stream().anyMatch(event.getLoggerName()::startsWith);
  }
}
