package dev.reelmill.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.reelmill.common.log.LogSettings.LogFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up logging once per program; nothing is read from the class path. */
public final class Logging {

  /** Chatty at INFO, about things that are no news to whoever runs a farm. */
  private static final List<String> NOISY =
      List.of(
          "org.apache.activemq",
          "org.apache.artemis",
          "org.apache.camel",
          "org.springframework",
          "org.quartz",
          "org.flywaydb",
          "org.eclipse.jetty",
          "com.zaxxer.hikari",
          "io.zonky",
          "io.vertx",
          "io.netty",
          "org.jooq");

  private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %ids%msg%n%trace";

  private Logging() {}

  /** Replaces the set-up of logback by these settings. */
  public static void configure(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(settings.format(), context));
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    Level level = Level.valueOf(settings.level().name());
    root.setLevel(level);
    Level noisy = level.isGreaterOrEqual(Level.WARN) ? level : quieter(level);
    NOISY.forEach(name -> context.getLogger(name).setLevel(noisy));
    // Says at ERROR, for every authenticated connection, that it was authenticated.
    context.getLogger("org.apache.activemq.audit").setLevel(Level.OFF);
    // Says at ERROR, with a stack trace, that a player has broken off a file it had enough of.
    context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
    // Says at ERROR what is said again, by the code that handles it.
    context.getLogger("org.apache.commons.beanutils").setLevel(Level.WARN);
  }

  private static Level quieter(Level level) {
    return level.isGreaterOrEqual(Level.INFO) ? Level.WARN : Level.INFO;
  }

  private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
    return switch (format) {
      case TEXT -> text(context);
      case JSON -> json(context);
    };
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(TEXT);
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("ids", IdsConverter::new);
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("trace", TraceConverter::new);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithArguments(false);
    encoder.setWithMessage(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
