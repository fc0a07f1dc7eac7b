package dev.reelmill.coordinator.bench;

import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.faults.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** What a broker holds: messages on the queue of encodes, and memory. */
final class BrokerGauge implements AutoCloseable {

  /** Of the serial collector's two generations, as jcmd's GC.heap_info prints them. */
  private static final Pattern USED =
      Pattern.compile("(?i)(?:def ?new|tenured)[^\\n]*? used (\\d+)K");

  private static final Duration JCMD_WAIT = Duration.ofSeconds(60);

  private final DispatchFarm farm;
  private final ServerLocator locator;
  private final ClientSessionFactory factory;
  private final ClientSession session;

  BrokerGauge(DispatchFarm farm) {
    this.farm = farm;
    try {
      this.locator = ActiveMQClient.createServerLocator(farm.brokerUrl());
      this.factory = locator.createSessionFactory();
      this.session =
          factory.createSession("coordinator", farm.brokerPassword(), false, true, true, false, 0);
    } catch (Exception e) {
      throw new IllegalStateException("no connection to the broker", e);
    }
  }

  /** Hints on the queue, those that workers have in hand included. */
  long hints() {
    try {
      return session.queueQuery(SimpleString.of(Queues.WORK_ENCODE)).getMessageCount();
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the broker does not tell what is queued", e);
    }
  }

  /** Bytes in use after a full collection. */
  long heap() throws IOException {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return kilobytes << 10;
  }

  private String jcmd(String what) throws IOException {
    Path log = farm.log("jcmd");
    Files.deleteIfExists(log);
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try (RoleProcess process =
        farm.process("jcmd", List.of(program, Long.toString(farm.brokerPid()), what), Map.of())) {
      process.start();
      process.awaitEnd(JCMD_WAIT);
    }
    return Files.readString(log);
  }

  @Override
  public void close() {
    factory.close();
    locator.close();
  }
}
