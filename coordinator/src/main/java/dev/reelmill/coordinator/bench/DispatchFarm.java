package dev.reelmill.coordinator.bench;

import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.farm.DataFolder;
import dev.reelmill.coordinator.farm.EmbeddedDatabase;
import dev.reelmill.coordinator.farm.OwnProgramCommand;
import dev.reelmill.coordinator.farm.Ports;
import dev.reelmill.coordinator.farm.WorkerProgramCommand;
import dev.reelmill.coordinator.faults.BreakableBroker;
import dev.reelmill.coordinator.faults.RoleProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL, a broker, a coordinator, and simulated workers: each a process of its own. */
final class DispatchFarm implements AutoCloseable {

  /** They run long, as on hosts of their own: what is hot is compiled well. */
  static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=4", "-Xmx1g");

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final DataFolder data;
  private final EmbeddedDatabase postgres;
  private final BreakableBroker broker;
  private final Database database;
  private final RoleProcess coordinator;

  DispatchFarm(Path folder) throws InterruptedException {
    this.data = opened(DataFolder.open(folder));
    try {
      this.postgres =
          opened(EmbeddedDatabase.migrated(data.postgres(), Ports.free(), data::secret, true));
      this.broker = opened(new BreakableBroker(data, OPTIONS));
      broker.start();
      this.database = opened(Database.open(postgres.settings().reading()));
      this.coordinator = opened(coordinatorProcess());
      coordinator.start();
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private RoleProcess coordinatorProcess() {
    Map<String, String> environment = new HashMap<>();
    DatabaseSettings direct = postgres.settings(DatabaseRole.COORDINATOR);
    environment.put("REELMILL_DATABASE_URL", direct.url());
    environment.put("REELMILL_DATABASE_USER", direct.user());
    environment.put("REELMILL_DATABASE_PASSWORD", direct.password());
    environment.put("REELMILL_DATABASE_MIGRATE", "false");
    environment.put("REELMILL_BROKER_URL", brokerUrl());
    environment.put("REELMILL_BROKER_USER", "coordinator");
    environment.put("REELMILL_BROKER_PASSWORD", data.secret("broker-coordinator"));
    environment.put("REELMILL_STORE_PATH", data.store().toString());
    environment.put("REELMILL_HTTP_PORT", Integer.toString(Ports.free()));
    environment.put("REELMILL_SECURITY_URL_SECRET", data.secret("url-signing"));
    environment.put("REELMILL_SECURITY_ADMIN_TOKEN", data.secret("admin-token"));
    environment.put("REELMILL_LOG_LEVEL", "warn");
    return process(
        "coordinator", OwnProgramCommand.of(OPTIONS, "coordinator", "--with-parent"), environment);
  }

  /** Workers of a shape; started, and ended by closing. */
  RoleProcess workers(DispatchShape shape) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REELMILL_BROKER_URL", brokerUrl() + "?consumerWindowSize=0");
    environment.put("REELMILL_BROKER_USER", "worker");
    environment.put("REELMILL_BROKER_PASSWORD", data.secret("broker-worker"));
    environment.put("REELMILL_LOG_LEVEL", "warn");
    RoleProcess workers =
        process(
            "workers",
            WorkerProgramCommand.simulating(shape.workers(), shape.slots()),
            environment);
    workers.start();
    return workers;
  }

  /** A program beside the farm. */
  RoleProcess process(String name, List<String> command, Map<String, String> environment) {
    return new RoleProcess(name, command, environment, log(name));
  }

  Path log(String name) {
    return data.logs().resolve(name + ".log");
  }

  String brokerUrl() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  String brokerPassword() {
    return data.secret("broker-coordinator");
  }

  long brokerPid() {
    return broker.process().pid();
  }

  DatabaseSettings databaseSettings() {
    return postgres.settings();
  }

  Database database() {
    return database;
  }

  /** CPU time so far, of each part. */
  Map<String, Duration> cpu(RoleProcess workers) {
    Map<String, Duration> cpu = new LinkedHashMap<>();
    cpu.put("database", CpuMeter.of(EmbeddedDatabase.process(data.postgres()).stream()));
    cpu.put("broker", CpuMeter.of(handle(brokerPid())));
    cpu.put("coordinator", CpuMeter.of(handle(coordinator.pid())));
    cpu.put("workers", CpuMeter.of(handle(workers.pid())));
    return cpu;
  }

  private static Stream<ProcessHandle> handle(long pid) {
    return ProcessHandle.of(pid).stream();
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the farm does not stop", e);
      }
    }
  }
}
