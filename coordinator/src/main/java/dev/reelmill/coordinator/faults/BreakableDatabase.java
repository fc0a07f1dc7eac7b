package dev.reelmill.coordinator.faults;

import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.farm.DataFolder;
import dev.reelmill.coordinator.farm.EmbeddedDatabase;
import dev.reelmill.coordinator.farm.Ports;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL that can be crashed and started again. */
public final class BreakableDatabase implements AutoCloseable {

  private static final long STOP_SECONDS = 30;

  private final DataFolder data;
  private final int port = Ports.free();
  private EmbeddedDatabase server;

  BreakableDatabase(DataFolder data) {
    this.data = data;
    this.server = start();
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.migrated(data.postgres(), port, data::secret, false);
  }

  int port() {
    return port;
  }

  DatabaseSettings settings() {
    return server.settings();
  }

  DatabaseSettings settings(DatabaseRole role) {
    return server.settings(role);
  }

  /**
   * Ends it at once, every session with it, and starts it again: what was not committed is gone.
   *
   * @see <a href="https://www.postgresql.org/docs/18/server-shutdown.html">Immediate shutdown</a>
   */
  public void crash() throws IOException, InterruptedException {
    ProcessHandle postmaster = EmbeddedDatabase.process(data.postgres()).orElseThrow();
    new ProcessBuilder(List.of("kill", "-QUIT", Long.toString(postmaster.pid()))).start().waitFor();
    try {
      postmaster.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("PostgreSQL does not end", e);
    }
    server.close();
    server = start();
  }

  @Override
  public void close() {
    server.close();
  }
}
