package dev.reelmill.coordinator.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.LogSettings.LogFormat;
import dev.reelmill.common.log.LogSettings.LogLevel;
import dev.reelmill.common.log.Logging;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.slf4j.LoggerFactory;

/** Artemis as written files configure it, as a program of its own; ends with its input. */
public final class WrittenBroker {

  private WrittenBroker() {}

  /** Address of {@code broker.xml}; everything else is in system properties. */
  public static void main(String[] arguments) throws Exception {
    Logging.configure(new LogSettings(LogLevel.INFO, LogFormat.TEXT));
    // What it says of its part is waited for.
    ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.INFO);
    EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    server.setConfigResourcePath(arguments[0]);
    server.setSecurityManager(
        new ActiveMQJAASSecurityManager(BrokerFiles.LOGIN, BrokerFiles.LOGIN));
    server.start();
    while (System.in.read() >= 0) {
      // as long as whoever started it lives
    }
    Runtime.getRuntime().halt(0);
  }
}
