package dev.reelmill.coordinator.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL as Debian has it, on a free port, administered over its socket as Debian's is. */
final class DebianPostgres implements AutoCloseable {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String SUPERUSER = "postgres";
  private static final long PATIENCE_SECONDS = 60;

  private final Path programs;
  private final Path folder;
  private final int port = Ports.free();

  /** Where the programs of the newest installed version are, if any is. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  /** Starts it. */
  DebianPostgres(Path programs) throws IOException, InterruptedException {
    this.programs = programs;
    this.folder = Files.createTempDirectory("reelmill-postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    run(
        programs.resolve("initdb"),
        "-D",
        data(),
        "-U",
        SUPERUSER,
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--no-sync");
    String options = "-p %d -k %s -h 127.0.0.1 -F".formatted(port, folder);
    run(programs.resolve("pg_ctl"), "-D", data(), "-o", options, "-l", log(), "-w", "start");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String log() {
    return folder.resolve("log").toString();
  }

  /** For a program that speaks JDBC. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** What it says it is, such as 15.18. */
  String version() throws IOException, InterruptedException {
    return psql("postgres", "show server_version;\n").strip();
  }

  /** Feeds a script to psql, as the superuser; what it printed. */
  String psql(String database, String script) throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "script", ".sql");
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return run(
        programs.resolve("psql"),
        "-h",
        folder.toString(),
        "-p",
        Integer.toString(port),
        "-U",
        SUPERUSER,
        "-d",
        database,
        "-X",
        "-q",
        "-t",
        "-A",
        "-v",
        "ON_ERROR_STOP=1",
        "-f",
        file.toString());
  }

  /** PostgreSQL refuses to run as root. */
  private String run(Path program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", SUPERUSER, "--"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("reelmill-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String said = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + " failed: " + said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run(programs.resolve("pg_ctl"), "-D", data(), "-m", "immediate", "-w", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
