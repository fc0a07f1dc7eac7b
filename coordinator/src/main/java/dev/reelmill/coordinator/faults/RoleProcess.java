package dev.reelmill.coordinator.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One role of the farm as a process that can be killed, stopped and started again. */
public final class RoleProcess implements AutoCloseable {

  private static final Duration STOP_WAIT = Duration.ofSeconds(20);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path logFile;
  private @Nullable Process process;

  /**
   * Starts nothing yet.
   *
   * @param environment its settings, as variables
   * @param logFile where its log goes
   */
  public RoleProcess(
      String name, List<String> command, Map<String, String> environment, Path logFile) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.logFile = logFile;
  }

  public String name() {
    return name;
  }

  /** Starts it, if it does not run. */
  public synchronized void start() {
    if (isAlive()) {
      return;
    }
    try {
      Files.createDirectories(Objects.requireNonNull(logFile.getParent()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(key -> key.startsWith("REELMILL_"));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + name, e);
    }
  }

  /** Its process id, once it was started. */
  public synchronized long pid() {
    return Objects.requireNonNull(process, "never started").pid();
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** How it ended; empty while it runs, or if it never did. */
  public synchronized OptionalInt exitCode() {
    return process == null || process.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(process.exitValue());
  }

  /** Ends it without a word, as {@code kill -9} does; it is gone when this returns. */
  public void kill() {
    Process victim = process;
    if (victim != null) {
      victim.destroyForcibly();
      awaitEnd(victim, STOP_WAIT);
    }
  }

  /** Asks it to end, as {@code kill} does; {@link #awaitEnd} waits for it. */
  public void terminate() {
    // Process.destroy would end its standard input too, as if this program were gone.
    signal("TERM");
  }

  /** Lets it stand still. */
  public void stop() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void go() {
    signal("CONT");
  }

  /** Whether it ended by itself in time. */
  public boolean awaitEnd(Duration time) {
    Process current = process;
    return current == null || awaitEnd(current, time);
  }

  private static boolean awaitEnd(Process process, Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    Process current = process;
    if (current != null && current.isAlive()) {
      try {
        new ProcessBuilder("kill", "-" + signal, Long.toString(current.pid())).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException("can't signal " + name, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Asks it to end, and kills it if it does not. */
  @Override
  public void close() {
    Process current = process;
    if (current == null) {
      return;
    }
    go();
    current.destroy();
    if (!awaitEnd(current, STOP_WAIT)) {
      current.destroyForcibly();
      awaitEnd(current, STOP_WAIT);
    }
  }
}
