package dev.reelmill.coordinator.faults;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.farm.DataFolder;
import dev.reelmill.coordinator.farm.OwnProgramCommand;
import dev.reelmill.coordinator.farm.Ports;
import dev.reelmill.coordinator.farm.WorkerProgramCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A whole farm on loopback in which every part is a process of its own, and every connection to
 * database and broker goes through a proxy that can be cut. Its folder is laid out as that of
 * {@code up}.
 */
public final class BreakableFarm implements AutoCloseable {

  private static final Duration START_WAIT = Duration.ofSeconds(60);

  private final FarmShape shape;
  private final DataFolder data;
  private final BreakableDatabase postgres;
  private final BreakableBroker broker;
  private final FaultyProxy databaseWay;
  private final FaultyProxy coordinatorsWay;
  private final FaultyProxy workersWay;
  private final List<RoleProcess> coordinators = new ArrayList<>();
  private final List<URI> urls = new ArrayList<>();
  private final List<RoleProcess> workers = new ArrayList<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Database database;

  /** Starts it; returns when all coordinators answer. */
  public BreakableFarm(FarmShape shape) throws IOException, InterruptedException {
    this.shape = shape;
    this.data = opened(DataFolder.open(shape.folder()));
    try {
      this.postgres = opened(new BreakableDatabase(data));
      this.broker = opened(new BreakableBroker(data));
      this.databaseWay = opened(new FaultyProxy(postgres.port()));
      this.coordinatorsWay = opened(new FaultyProxy(broker.port()));
      this.workersWay = opened(new FaultyProxy(broker.port()));
      start();
      this.database = opened(Database.open(postgres.settings()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start() throws InterruptedException {
    broker.start();
    for (int number = 1; number <= shape.workers(); number++) {
      RoleProcess worker = worker("worker-" + number);
      workers.add(opened(worker));
      worker.start();
    }
    for (int number = 1; number <= shape.coordinators(); number++) {
      int port = Ports.free();
      URI url = URI.create("http://127.0.0.1:" + port);
      RoleProcess coordinator = coordinator("coordinator-" + number, port);
      coordinators.add(opened(coordinator));
      urls.add(url);
      coordinator.start();
      new Client(List.of(url)).awaitAnswer(START_WAIT);
    }
  }

  private RoleProcess worker(String name) {
    return new RoleProcess(
        name,
        WorkerProgramCommand.working("run", "--with-parent"),
        environmentOfWorker(name),
        log(name));
  }

  /** What a worker of this name is told, as variables. */
  Map<String, String> environmentOfWorker(String name) {
    Map<String, String> environment = settings(BreakableFarm::isOfWorkers);
    environment.putIfAbsent("REELMILL_WORKER_DRAIN_TIME", "0s");
    environment.put("REELMILL_WORKER_NAME", name);
    environment.put("REELMILL_WORKER_SLOTS", "1");
    environment.put("REELMILL_WORKER_SCRATCH", data.scratch().resolve(name).toString());
    environment.put("REELMILL_WORKER_STORE", data.store().resolve("objects").toString());
    environment.put("REELMILL_BROKER_URL", brokerUrl(workersWay) + "?consumerWindowSize=0");
    environment.put("REELMILL_BROKER_USER", "worker");
    environment.put("REELMILL_BROKER_PASSWORD", data.secret("broker-worker"));
    return environment;
  }

  private static boolean isOfWorkers(String key) {
    return key.startsWith("worker.") || key.startsWith("ffmpeg.");
  }

  /** As variables of the environment. */
  private Map<String, String> settings(Predicate<String> wanted) {
    Map<String, String> settings = new HashMap<>(shape.settings());
    settings.keySet().removeIf(wanted.negate());
    return environment(settings);
  }

  /** Settings by their keys, as variables of the environment. */
  static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    settings.forEach((key, value) -> environment.put(Setting.environmentName(key), value));
    return environment;
  }

  private RoleProcess coordinator(String name, int port) {
    List<String> crash = List.of("-D" + CrashPoints.PROPERTY + "=@" + crashFile(name));
    return new RoleProcess(
        name,
        OwnProgramCommand.of(crash, "coordinator", "--with-parent"),
        environmentOfCoordinator(port),
        log(name));
  }

  /** What a coordinator is told that serves this port, as variables. */
  Map<String, String> environmentOfCoordinator(int port) {
    Map<String, String> environment = settings(key -> !isOfWorkers(key));
    DatabaseSettings direct = postgres.settings(DatabaseRole.COORDINATOR);
    environment.put(
        "REELMILL_DATABASE_URL",
        direct.url().replace(":" + postgres.port(), ":" + databaseWay.port()));
    environment.put("REELMILL_DATABASE_USER", direct.user());
    environment.put("REELMILL_DATABASE_PASSWORD", direct.password());
    environment.put("REELMILL_DATABASE_MIGRATE", "false");
    environment.put("REELMILL_BROKER_URL", brokerUrl(coordinatorsWay));
    environment.put("REELMILL_BROKER_USER", "coordinator");
    environment.put("REELMILL_BROKER_PASSWORD", data.secret("broker-coordinator"));
    environment.put("REELMILL_STORE_PATH", data.store().toString());
    environment.put("REELMILL_HTTP_PORT", Integer.toString(port));
    environment.put("REELMILL_SECURITY_URL_SECRET", data.secret("url-signing"));
    environment.put("REELMILL_SECURITY_ADMIN_TOKEN", data.secret("admin-token"));
    return environment;
  }

  private static String brokerUrl(FaultyProxy way) {
    return "tcp://127.0.0.1:" + way.port();
  }

  private Path log(String name) {
    return data.logs().resolve(name + ".log");
  }

  /** What is written there is where that coordinator halts. */
  Path crashFile(String coordinator) {
    return data.root().resolve(coordinator + ".crash-at");
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  public DataFolder data() {
    return data;
  }

  /** A connection of one's own, past the proxy. */
  public Database database() {
    return database;
  }

  public BreakableDatabase postgres() {
    return postgres;
  }

  public BreakableBroker broker() {
    return broker;
  }

  public FaultyProxy databaseWay() {
    return databaseWay;
  }

  public FaultyProxy coordinatorsWay() {
    return coordinatorsWay;
  }

  public FaultyProxy workersWay() {
    return workersWay;
  }

  public List<RoleProcess> coordinators() {
    return List.copyOf(coordinators);
  }

  public List<RoleProcess> workers() {
    return List.copyOf(workers);
  }

  /** Where the coordinators serve. */
  public List<URI> urls() {
    return List.copyOf(urls);
  }

  /** Starts again what ended by itself, as an init system does: a coordinator without database. */
  public void keepUp() {
    coordinators.forEach(RoleProcess::start);
    workers.forEach(RoleProcess::start);
  }

  /** Somebody who uploads, to whichever coordinator answers. */
  public Client client() {
    return new Client(urls);
  }

  /** Somebody who knows one coordinator only. */
  public Client client(int coordinator) {
    return new Client(List.of(urls.get(coordinator)));
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the farm does not stop", e);
      }
    }
  }
}
