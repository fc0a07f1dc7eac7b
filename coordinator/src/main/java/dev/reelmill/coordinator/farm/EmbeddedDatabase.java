package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.database.RoleScript;
import dev.reelmill.coordinator.database.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL as a child process, on loopback, with a password, its data kept between runs. */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private static final String ROLE = "postgres";
  private static final int CONNECTIONS = 10;
  private static final long MEGABYTE = 1024 * 1024;

  /** 41 MB were seen, and the log of the first changes needs some. */
  private static final long NEW_CLUSTER_BYTES = 80 * MEGABYTE;

  private static final Duration START_WAIT = Duration.ofSeconds(60);
  private static final Duration STOP_WAIT = Duration.ofSeconds(30);

  /** What the file that says that the cluster is complete says of the roles. */
  private static final String WITH_ROLES = "with roles\n";

  private final EmbeddedPostgres server;
  private final DatabaseSettings settings;
  private final UnaryOperator<String> secrets;

  /**
   * Starts it.
   *
   * @param folder of the cluster; made if it does not exist
   * @param secrets the password of each role, by its name: {@code postgres} is the superuser's,
   *     {@code database-site} that of a {@link DatabaseRole}
   * @param durable false for a farm whose data is thrown away: then nothing is synced to disk
   */
  public EmbeddedDatabase(Path folder, int port, UnaryOperator<String> secrets, boolean durable) {
    this.secrets = secrets;
    String password = secrets.apply(ROLE);
    try {
      Path ready = folder.resolveSibling(folder.getFileName() + ".ready");
      boolean isNew = !Files.exists(ready);
      stopForgotten(folder);
      if (isNew) {
        // What is there was cut short while it was made.
        Folders.delete(folder);
        requireSpace(folder);
      }
      this.server = start(folder, port, password, durable);
      String url = server.getJdbcUrl(ROLE, ROLE);
      if (isNew) {
        lockDown(folder, url, password);
      }
      this.settings = new DatabaseSettings(withoutUser(url), ROLE, password, CONNECTIONS);
      if (isNew || !Files.readString(ready).equals(WITH_ROLES)) {
        makeRoles();
        Files.writeString(ready, WITH_ROLES);
      }
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new ReelmillException(
          FailureCode.DATABASE_UNAVAILABLE,
          "can't start the embedded PostgreSQL in " + folder + ": " + e.getMessage(),
          e);
    }
  }

  /**
   * Starts it, and brings its schema to this program's version.
   *
   * @see #EmbeddedDatabase
   */
  public static EmbeddedDatabase migrated(
      Path folder, int port, UnaryOperator<String> secrets, boolean durable) {
    EmbeddedDatabase database = new EmbeddedDatabase(folder, port, secrets, durable);
    try {
      Schema.migrate(database.settings(DatabaseRole.MIGRATOR));
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** The superuser's. */
  public DatabaseSettings settings() {
    return settings;
  }

  /** As one of the farm's roles. */
  public DatabaseSettings settings(DatabaseRole role) {
    return settings.as(role, password(role));
  }

  private String password(DatabaseRole role) {
    return secrets.apply("database-" + role.shortName());
  }

  private void makeRoles() throws SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, password(role));
    }
    RoleScript script = new RoleScript(ROLE, passwords);
    try (Connection connection =
            DriverManager.getConnection(settings.url(), ROLE, settings.password());
        Statement statement = connection.createStatement()) {
      for (String command : script.inDatabase()) {
        statement.execute(command);
      }
    }
  }

  /** PostgreSQL's initdb does not say that the disk is full. */
  private static void requireSpace(Path folder) throws IOException {
    Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
    long free = Files.getFileStore(parent).getUsableSpace();
    if (free < NEW_CLUSTER_BYTES) {
      throw new ReelmillException(
          FailureCode.DISK_FULL,
          "a new database needs %d MB, and the disk of %s has %d MB left"
              .formatted(NEW_CLUSTER_BYTES / MEGABYTE, parent, free / MEGABYTE));
    }
  }

  private static EmbeddedPostgres start(Path folder, int port, String password, boolean durable)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(binaries().toFile())
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setConnectConfig("password", password)
        .setServerConfig("fsync", durable ? "on" : "off")
        // The builder's own default would lose what was committed just before a crash.
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("unix_socket_directories", "")
        .setPGStartupWait(START_WAIT)
        .setRegisterShutdownHook(false)
        .start();
  }

  /** The binaries are unpacked once for each user; shared ones could be somebody else's. */
  private static Path binaries() throws IOException {
    String home = System.getProperty("user.home", "");
    Path cache = Path.of(home, ".cache", "reelmill", "postgresql");
    try {
      return Files.createDirectories(cache);
    } catch (IOException e) {
      String user = System.getProperty("user.name");
      return Files.createDirectories(
          Path.of(System.getProperty("java.io.tmpdir"), "reelmill-" + user, "postgresql"));
    }
  }

  /** Until now anybody on this machine could have connected. */
  private static void lockDown(Path folder, String url, String password)
      throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      // The password is one of our own making, in URL-safe characters.
      statement.execute("alter role " + ROLE + " password '" + password + "'");
      Files.writeString(folder.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    }
  }

  private static String withoutUser(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /** A coordinator that was killed leaves its PostgreSQL running. */
  private static void stopForgotten(Path folder) throws IOException {
    Optional<ProcessHandle> forgotten = postmaster(folder);
    if (forgotten.isEmpty()) {
      return;
    }
    ProcessHandle process = forgotten.get();
    log.info("stopping the PostgreSQL (pid {}) that an earlier farm left behind", process.pid());
    try {
      // SIGINT: ends sessions and shuts down cleanly.
      new ProcessBuilder(List.of("kill", "-INT", Long.toString(process.pid())))
          .inheritIO()
          .start()
          .waitFor();
      process.onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException(
          "an earlier PostgreSQL (pid " + process.pid() + ") does not stop; end it first", e);
    }
  }

  /** The server process of a cluster, if it runs. */
  public static Optional<ProcessHandle> process(Path folder) {
    try {
      return postmaster(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> postmaster(Path folder) throws IOException {
    Path file = folder.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().matches("\\d+")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst()))
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .map(command -> command.toLowerCase(Locale.ROOT).contains("postgres"))
                    .orElse(false));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException("the embedded PostgreSQL did not stop cleanly", e);
    }
  }
}
