package dev.reelmill.coordinator.faults;

import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.farm.DataFolder;
import dev.reelmill.coordinator.farm.EmbeddedDatabase;
import dev.reelmill.coordinator.farm.OwnProgramCommand;
import dev.reelmill.coordinator.farm.Ports;
import dev.reelmill.coordinator.farm.WorkerProgramCommand;
import dev.reelmill.coordinator.publish.HlsPlaylists;
import dev.reelmill.coordinator.store.S3Settings;
import dev.reelmill.coordinator.store.s3.S3Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A farm in which every part is a host of its own in a {@link Network}, and the store a bucket. */
final class NetworkFarm implements AutoCloseable {

  static final String DATABASE = "database";
  static final String BROKER = "broker";
  static final String STORE = "store";
  static final String COORDINATOR = "coordinator";
  static final String SITE = "site";
  static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");

  private static final int POSTGRES_PORT = 5432;
  private static final int BROKER_PORT = 61616;
  private static final int HTTP_PORT = 8080;
  private static final Duration START_WAIT = Duration.ofMinutes(2);

  private final Network network;
  private final DataFolder data;
  private final Path folder;
  private final Map<String, String> settings;
  private final S3Settings bucket;
  private final Database database;
  private final RoleProcess coordinator;
  private final RoleProcess site;
  private final List<RoleProcess> workers = new ArrayList<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Starts it; returns when coordinator and site answer. */
  NetworkFarm(Path folder, Map<String, String> settings) throws Exception {
    this.folder = folder;
    this.settings = Map.copyOf(settings);
    this.network = opened(new Network());
    try {
      for (String host :
          Stream.concat(Stream.of(DATABASE, BROKER, STORE, COORDINATOR, SITE), WORKERS.stream())
              .toList()) {
        network.add(host);
      }
      this.data = opened(DataFolder.open(folder.resolve("farm")));
      startDatabase();
      startBroker();
      this.bucket = startStore();
      for (String worker : WORKERS) {
        workers.add(
            start(worker, WorkerProgramCommand.working("run", "--with-parent"), ofWorker(worker)));
      }
      this.coordinator =
          start(
              COORDINATOR,
              OwnProgramCommand.of(List.of(), "coordinator", "--with-parent"),
              ofCoordinator());
      client().awaitAnswer(START_WAIT);
      this.site = start(SITE, OwnProgramCommand.of(List.of(), "site", "--with-parent"), ofSite());
      new Client(List.of(url(SITE))).awaitAnswer(START_WAIT);
      this.database = opened(Database.open(databaseSettings().reading()));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** PostgreSQL does not run as root: its processes think that they are nobody. */
  private void startDatabase() throws IOException, InterruptedException {
    Path cluster = data.postgres();
    Path program;
    try (EmbeddedDatabase made =
        EmbeddedDatabase.migrated(cluster, Ports.free(), data::secret, false)) {
      program =
          Path.of(EmbeddedDatabase.process(cluster).orElseThrow().info().command().orElseThrow());
    }
    Files.writeString(
        cluster.resolve("pg_hba.conf"),
        "host all all %s/24 scram-sha-256%n".formatted(network.address(DATABASE)));
    start(
        DATABASE,
        List.of(
            "unshare",
            "-U",
            program.toString(),
            "-D",
            cluster.toString(),
            "-c",
            "listen_addresses=" + network.address(DATABASE),
            "-c",
            "port=" + POSTGRES_PORT,
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off"),
        Map.of());
    awaitPort(DATABASE, POSTGRES_PORT);
  }

  private void startBroker() throws InterruptedException {
    data.secret("broker-coordinator");
    data.secret("broker-worker");
    start(
        BROKER,
        OwnProgramCommand.of(
            List.of(),
            "broker",
            "run",
            "--folder=" + data.artemis(),
            "--host=" + network.address(BROKER),
            "--port=" + BROKER_PORT,
            "--secrets=" + data.root().resolve("secrets")),
        Map.of());
    awaitPort(BROKER, BROKER_PORT);
  }

  private S3Settings startStore() throws IOException, InterruptedException {
    URI endpoint = URI.create("http://" + network.address(STORE) + ":" + HTTP_PORT);
    start(STORE, S3Server.s3proxyCommand(folder, endpoint), Map.of());
    S3Settings made =
        new S3Settings(
            "farm", endpoint, "us-east-1", true, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    await("the S3 server", () -> S3Server.makeBucket(made));
    return made;
  }

  private Map<String, String> ofWorker(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REELMILL_WORKER_NAME", name);
    environment.put("REELMILL_WORKER_SLOTS", "1");
    environment.put("REELMILL_WORKER_SCRATCH", data.scratch().resolve(name).toString());
    environment.put("REELMILL_BROKER_URL", brokerUrl() + "?consumerWindowSize=0");
    environment.put("REELMILL_BROKER_USER", "worker");
    environment.put("REELMILL_BROKER_PASSWORD", data.secret("broker-worker"));
    return environment;
  }

  private Map<String, String> ofCoordinator() {
    Map<String, String> environment = new HashMap<>(settings);
    environment.putAll(ofSite());
    environment.putAll(ofDatabase(DatabaseRole.COORDINATOR));
    environment.put("REELMILL_BROKER_URL", brokerUrl());
    environment.put("REELMILL_BROKER_USER", "coordinator");
    environment.put("REELMILL_BROKER_PASSWORD", data.secret("broker-coordinator"));
    environment.put("REELMILL_HTTP_HOST", network.address(COORDINATOR));
    environment.put("REELMILL_STORE_PATH", folder.resolve(COORDINATOR).toString());
    environment.put("REELMILL_SECURITY_URL_SECRET", data.secret("url-signing"));
    environment.put("REELMILL_SECURITY_ADMIN_TOKEN", data.secret("admin-token"));
    return environment;
  }

  private Map<String, String> ofSite() {
    Map<String, String> environment = new HashMap<>(ofDatabase(DatabaseRole.SITE));
    environment.put("REELMILL_STORE_PATH", folder.resolve(SITE).toString());
    environment.put("REELMILL_STORE_S3_BUCKET", bucket.bucket());
    environment.put("REELMILL_STORE_S3_ENDPOINT", String.valueOf(bucket.endpoint()));
    environment.put("REELMILL_STORE_S3_PATH_STYLE", "true");
    environment.put("REELMILL_STORE_S3_ACCESS_KEY", S3Server.ACCESS_KEY);
    environment.put("REELMILL_STORE_S3_SECRET_KEY", S3Server.SECRET_KEY);
    environment.put("REELMILL_HTTP_HOST", network.address(SITE));
    environment.put("REELMILL_HTTP_PORT", Integer.toString(HTTP_PORT));
    return environment;
  }

  private Map<String, String> ofDatabase(DatabaseRole role) {
    return Map.of(
        "REELMILL_DATABASE_URL", databaseSettings().url(),
        "REELMILL_DATABASE_USER", role.roleName(),
        "REELMILL_DATABASE_PASSWORD", data.secret("database-" + role.shortName()),
        "REELMILL_DATABASE_MIGRATE", "false");
  }

  private String brokerUrl() {
    return "tcp://" + network.address(BROKER) + ":" + BROKER_PORT;
  }

  private DatabaseSettings databaseSettings() {
    String url =
        "jdbc:postgresql://%s:%d/postgres".formatted(network.address(DATABASE), POSTGRES_PORT);
    return new DatabaseSettings(url, "postgres", data.secret("postgres"), 4);
  }

  private URI url(String host) {
    return URI.create("http://" + network.address(host) + ":" + HTTP_PORT);
  }

  private RoleProcess start(String host, List<String> command, Map<String, String> environment) {
    RoleProcess process =
        opened(new RoleProcess(host, network.on(host, command), environment, log(host)));
    process.start();
    return process;
  }

  private Path log(String host) {
    return data.logs().resolve(host + ".log");
  }

  private void awaitPort(String host, int port) throws InterruptedException {
    await(
        host,
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(network.address(host), port), 500);
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  private void await(String what, BooleanSupplier wanted) throws InterruptedException {
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(what + " does not start; see " + data.logs());
      }
      Thread.sleep(100);
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  Network network() {
    return network;
  }

  Database database() {
    return database;
  }

  /** Somebody who uploads. */
  Client client() {
    return new Client(List.of(url(COORDINATOR)));
  }

  /** Where the site shows a video's playlist. */
  URI playlist(String video) {
    return url(SITE).resolve("/media/" + video + "/" + HlsPlaylists.MASTER);
  }

  Oracle oracle() {
    return new Oracle(database, folder.resolve("s3").resolve("farm"), List.of(), data.scratch());
  }

  /** Starts again what ended by itself, as an init system does. */
  void keepUp() {
    coordinator.start();
    site.start();
    workers.forEach(RoleProcess::start);
  }

  /** What an hour would bring, a start does too. */
  void restartCoordinator() {
    coordinator.kill();
    coordinator.start();
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("a part of the farm does not stop: " + e);
      }
    }
  }
}
