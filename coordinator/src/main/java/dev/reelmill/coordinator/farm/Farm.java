package dev.reelmill.coordinator.farm;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.CoordinatorSettings;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.dispatch.Workers.WorkerStatus;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.upload.UploadSettings;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole farm on this machine. Closing it stops every part of it, last started first. */
public final class Farm implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Farm.class);
  private static final Duration WORKER_WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private final FarmOptions options;
  private final DataFolder data;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final List<WorkerProcess> workers = new ArrayList<>();
  private @Nullable Coordinator coordinator;
  private @Nullable BrokerSettings workerBroker;

  private Farm(FarmOptions options) {
    this.options = options;
    this.data = opened(DataFolder.open(options.data()));
  }

  /**
   * Starts a farm; returns when it can take work.
   *
   * @throws ReelmillException if any part of it does not start; nothing is left running then
   */
  public static Farm start(FarmOptions options) {
    Farm farm = new Farm(options);
    try {
      farm.start();
      return farm;
    } catch (ExecutionException e) {
      farm.close();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the farm can't start", e.getCause());
    } catch (IOException | InterruptedException e) {
      farm.close();
      throw new IllegalStateException("the farm can't start: " + e, e);
    } catch (RuntimeException e) {
      farm.close();
      throw e;
    }
  }

  private void start() throws ExecutionException, InterruptedException, IOException {
    FutureTask<EmbeddedDatabase> database =
        meanwhile(
            () ->
                EmbeddedDatabase.migrated(
                    data.postgres(), Ports.free(), data::secret, !options.throwaway()));
    FutureTask<EmbeddedBroker> broker =
        meanwhile(() -> new EmbeddedBroker(data.artemis(), Ports.free(), passwords()));
    // The broker comes up first; workers can start while PostgreSQL still does.
    startWorkers(broker.get().worker());
    coordinator =
        opened(
            Coordinator.start(
                settings(
                    database.get().settings(DatabaseRole.COORDINATOR),
                    broker.get().coordinator())));
    Files.writeString(data.address(), coordinator.url() + "\n");
    awaitWorkers();
  }

  private Passwords passwords() {
    return new Passwords(data.secret("broker-coordinator"), data.secret("broker-worker"));
  }

  /** Starts a part beside others; it is stopped with the farm, whether the others start or not. */
  private <T extends AutoCloseable> FutureTask<T> meanwhile(Callable<T> part) {
    FutureTask<T> starting = new FutureTask<>(part);
    Thread.ofPlatform().daemon().start(starting);
    started.push(() -> close(starting));
    return starting;
  }

  private static void close(FutureTask<? extends AutoCloseable> starting) throws Exception {
    try {
      starting.get().close();
    } catch (ExecutionException e) {
      log.debug("it never started", e);
    }
  }

  private CoordinatorSettings settings(DatabaseSettings database, BrokerSettings broker) {
    Settings given = options.settings();
    return new CoordinatorSettings(
        database,
        broker,
        store(),
        HttpSettings.from(given.usually(HttpSettings.DRAIN_TIME, "3s")),
        UploadSettings.from(given),
        DispatchSettings.from(given),
        data.secret("url-signing"),
        data.secret("admin-token"),
        options.nextFreePort(),
        ProfileSettings.from(given));
  }

  /** What is thrown away afterwards needs no bucket. */
  private StoreSettings store() {
    StoreSettings given = StoreSettings.from(options.settings()).at(data.store());
    return options.throwaway() ? given.locally() : given;
  }

  private void startWorkers(BrokerSettings broker) {
    workerBroker = broker;
    for (int number = 1; number <= options.workers(); number++) {
      String name = "worker-" + number;
      Path logFile = data.logs().resolve(name + ".log");
      workers.add(
          opened(
              new WorkerProcess(
                  name,
                  WorkerProgramCommand.working("run", "--with-parent"),
                  environmentOf(name),
                  logFile)));
    }
  }

  /** What a worker of this name is told, as variables. */
  Map<String, String> environmentOf(String name) {
    BrokerSettings broker = Objects.requireNonNull(workerBroker, "not started");
    Map<String, String> environment = new HashMap<>(workerEnvironment());
    // Whoever stops a farm in a box waits for it; it goes on where it was.
    environment.putIfAbsent("REELMILL_WORKER_DRAIN_TIME", "0s");
    environment.put("REELMILL_WORKER_NAME", name);
    environment.put("REELMILL_WORKER_SLOTS", Integer.toString(options.slots()));
    environment.put("REELMILL_WORKER_SCRATCH", data.scratch().resolve(name).toString());
    if (store().s3() == null) {
      environment.put("REELMILL_WORKER_STORE", data.store().resolve("objects").toString());
    }
    environment.put("REELMILL_BROKER_URL", broker.url());
    environment.put("REELMILL_BROKER_USER", broker.user());
    environment.put("REELMILL_BROKER_PASSWORD", broker.password());
    return environment;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void awaitWorkers() throws InterruptedException {
    long deadline = System.nanoTime() + WORKER_WAIT.toNanos();
    while (aliveWorkers() < options.workers()) {
      workers.forEach(Farm::refuseEnded);
      if (System.nanoTime() > deadline) {
        throw new ReelmillException(
            FailureCode.INTERNAL,
            "only %d of %d workers came up in %d s; their logs are in %s, that of the first ends with:%n%s"
                .formatted(
                    aliveWorkers(),
                    options.workers(),
                    WORKER_WAIT.toSeconds(),
                    data.logs(),
                    workers.getFirst().lastWords()));
      }
      Thread.sleep(POLL);
    }
  }

  /** One that ends before it has begun does so again; its own words say why. */
  private static void refuseEnded(WorkerProcess worker) {
    OptionalInt exit = worker.exitCode();
    if (exit.isPresent()) {
      boolean misled = exit.getAsInt() == FailureCode.INVALID.exitCode();
      throw new ReelmillException(
          misled ? FailureCode.INVALID : FailureCode.INTERNAL,
          "%s ended at once, with exit code %d; its log ends with:%n%s"
              .formatted(worker.name(), exit.getAsInt(), worker.lastWords()));
    }
  }

  private long aliveWorkers() {
    return coordinator().workers().list().stream().filter(WorkerStatus::alive).count();
  }

  public Coordinator coordinator() {
    return Objects.requireNonNull(coordinator, "not started");
  }

  public DataFolder data() {
    return data;
  }

  /** What every worker process is told, as variables. */
  public Map<String, String> workerEnvironment() {
    Map<String, String> environment = new HashMap<>(options.settings().forwarded());
    LogSettings logs = LogSettings.from(options.settings());
    environment.put("REELMILL_LOG_LEVEL", lower(logs.level()));
    environment.put("REELMILL_LOG_FORMAT", lower(logs.format()));
    return environment;
  }

  /** Process ids of the workers, in the order of their numbers. */
  public List<Long> workerPids() {
    return workers.stream().map(WorkerProcess::pid).toList();
  }

  /** Every process of the farm: this one, its children, and PostgreSQL, which is nobody's child. */
  public Stream<ProcessHandle> processes() {
    return Stream.concat(
        Stream.of(ProcessHandle.current()), EmbeddedDatabase.process(data.postgres()).stream());
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::stop);
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("a part of the farm did not stop cleanly: {}", e.toString());
        log.debug("while stopping", e);
      }
    }
  }
}
