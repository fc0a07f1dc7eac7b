package dev.reelmill.coordinator.faults;

import dev.reelmill.coordinator.farm.DataFolder;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.farm.OwnProgramCommand;
import dev.reelmill.coordinator.farm.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The broker as a process of its own. */
public final class BreakableBroker implements AutoCloseable {

  private static final Duration START_WAIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final DataFolder data;
  private final int port = Ports.free();
  private final RoleProcess process;

  BreakableBroker(DataFolder data) {
    this(data, List.of());
  }

  /**
   * Starts nothing yet.
   *
   * @param options of its JVM
   */
  public BreakableBroker(DataFolder data, List<String> options) {
    this.data = data;
    // They are made when they are first asked for.
    data.secret("broker-coordinator");
    data.secret("broker-worker");
    this.process =
        new RoleProcess(
            "broker",
            OwnProgramCommand.of(
                options,
                "broker",
                "run",
                "--folder=" + data.artemis(),
                "--port=" + port,
                "--secrets=" + data.root().resolve("secrets")),
            Map.of(),
            data.logs().resolve("broker.log"));
  }

  public int port() {
    return port;
  }

  /** Starts it; it takes connections when this returns. */
  public void start() throws InterruptedException {
    process.start();
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (!listens()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IllegalStateException("the broker does not start; its log is in " + data.logs());
      }
      Thread.sleep(POLL);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public void kill() {
    process.kill();
  }

  public RoleProcess process() {
    return process;
  }

  /** Loses every message; only while it does not run. */
  public void deleteJournal() throws IOException {
    Folders.delete(data.artemis());
  }

  @Override
  public void close() {
    process.close();
  }
}
