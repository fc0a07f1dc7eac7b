package dev.reelmill.coordinator.farm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker as a child process: started again when it dies, ended when the farm stops. It holds the
 * other end of a pipe and ends by itself when this process is gone.
 */
final class WorkerProcess implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** One that lived this long did not die of how it was started. */
  private static final Duration HEALTHY = Duration.ofSeconds(60);

  /** A JVM that records what it used writes that down when it ends. */
  private static final Duration STOP_WAIT =
      Duration.ofSeconds(WorkerProgramCommand.isTraining() ? 60 : 8);

  /** Of what a process that died has said, the part that is repeated. */
  private static final int MOST_LINES = 8;

  private static final int MOST_CHARACTERS = 2000;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path logFile;
  private final Thread keeper;
  private final long logBegin;
  private volatile boolean stopping;
  private volatile Process process;

  /**
   * Starts it.
   *
   * @param environment its settings, as variables
   * @param logFile where its log goes
   */
  WorkerProcess(String name, List<String> command, Map<String, String> environment, Path logFile) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.logFile = logFile;
    this.logBegin = logFile.toFile().length();
    this.process = start();
    this.keeper = Thread.ofVirtual().name("keep " + name).start(this::keep);
  }

  long pid() {
    return process.pid();
  }

  /** How it ended; empty while it runs. */
  OptionalInt exitCode() {
    Process current = process;
    return current.isAlive() ? OptionalInt.empty() : OptionalInt.of(current.exitValue());
  }

  /** The end of its log, as far as this farm's processes wrote it; empty if they said nothing. */
  String lastWords() {
    try (FileChannel log = FileChannel.open(logFile)) {
      log.position(Math.max(logBegin, log.size() - MOST_CHARACTERS));
      byte[] end = Channels.newInputStream(log).readAllBytes();
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    } catch (IOException e) {
      return "can't read its log: " + e;
    }
  }

  String name() {
    return name;
  }

  private Process start() {
    try {
      Files.createDirectories(logFile.getParent());
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
      builder.environment().keySet().removeIf(key -> key.startsWith("REELMILL_"));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't start worker " + name + ": " + e.getMessage(), e);
    }
  }

  private void keep() {
    try {
      Duration pause = FIRST_PAUSE;
      while (true) {
        long begun = System.nanoTime();
        int exit = process.waitFor();
        if (stopping) {
          return;
        }
        boolean wasHealthy = System.nanoTime() - begun > HEALTHY.toNanos();
        pause = wasHealthy ? FIRST_PAUSE : pause;
        log.warn("{} ended with exit code {} (see {}); starting it again", name, exit, logFile);
        Thread.sleep(pause);
        restart();
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      // The farm stops.
    }
  }

  private synchronized void restart() {
    if (!stopping) {
      process = start();
    }
  }

  /** Asks it to stop; {@link #close} waits for it. */
  synchronized void stop() {
    stopping = true;
    process.destroy();
  }

  @Override
  public void close() {
    stop();
    keeper.interrupt();
    try {
      if (!process.waitFor(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} does not stop, and is killed", name);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
