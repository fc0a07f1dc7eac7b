package dev.reelmill.coordinator.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.slf4j.LoggerFactory;

/** Artemis as written files configure it, as a program of its own; ends with its input. */
public final class WrittenBroker {

  private WrittenBroker() {}

  /** Address of {@code broker.xml}; everything else is in system properties. */
  public static void main(String[] arguments) throws Exception {
    // Without a configuration everything is logged, on standard output.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
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
