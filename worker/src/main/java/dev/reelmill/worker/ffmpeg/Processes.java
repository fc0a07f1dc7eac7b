package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where processes are started. Each gets no stdin and a clean environment, and is
 * stopped with all its children when it runs too long, goes silent, or is cancelled.
 *
 * <p>All are started by one thread that lives as long as the program: the kernel's parent-death
 * signal fires when the <em>thread</em> that forked ends (prctl(2), PR_SET_PDEATHSIG).
 */
public final class Processes {

  private static final Logger log = LoggerFactory.getLogger(Processes.class);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long CHECK_MILLIS = 200;

  /** Asking for a tree's CPU time reads all of /proc: too dear for every check. */
  private static final int CHECKS_PER_SAMPLE = 25;

  private final LinkedBlockingQueue<Runnable> starts = new LinkedBlockingQueue<>();

  public Processes() {
    Thread.ofPlatform().name("process-starter").daemon().start(this::startForever);
  }

  /**
   * What is started.
   *
   * @param program whose work it is, in words for people; wrappers may come before it
   * @param command program and arguments
   * @param environment the whole of it
   * @param folder to run in
   */
  record Start(
      String program, List<String> command, Map<String, String> environment, Path folder) {}

  /**
   * Runs a command to its end.
   *
   * @param limits time and silence; memory and files are the sandbox's
   * @param control to cancel it and to read its progress
   * @param output gets each line of stdout, on a thread of its own; what it throws ends the process
   *     and is thrown on
   * @throws ReelmillException {@link FailureCode#TIME_LIMIT}, {@link FailureCode#ENCODER_HUNG},
   *     {@link FailureCode#REVOKED} when it was stopped; {@link FailureCode#ENCODER_FAILED} if it
   *     can't be started
   */
  RunResult run(Start what, ProcessLimits limits, RunControl control, Consumer<String> output) {
    if (control.isCancelled()) {
      throw new ReelmillException(
          FailureCode.REVOKED, "stopped before " + what.program + " was started");
    }
    log.debug("running: {}", Shell.quote(what.environment, what.command));
    Process process = start(what);
    Watch watch = new Watch(limits);
    Complaints complaints = new Complaints();
    AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
    Consumer<RuntimeException> refused =
        e -> {
          refusal.compareAndSet(null, e);
          killTree(process);
        };
    Thread out =
        drain(process.getInputStream(), line -> watch.hear(line, control, output), refused);
    Thread err = drain(process.getErrorStream(), complaints::hear, refused);
    control.attach(() -> terminate(process));
    try {
      Optional<FailureCode> stopped = supervise(process, watch, control);
      out.join();
      err.join();
      RunResult result =
          new RunResult(
              process.exitValue(),
              complaints.lines(),
              watch.frames(),
              watch.cpu(complaints.cpu()),
              complaints.loudness().orElse(null));
      log.debug("ended with {} after {} of CPU time", result.exitCode(), result.cpu());
      RuntimeException unheard = refusal.get();
      if (unheard != null) {
        throw unheard;
      }
      return checked(stopped, result, watch, what.program);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReelmillException(FailureCode.REVOKED, "interrupted", e);
    } finally {
      killTree(process);
      control.detach(watch.cpu(complaints.cpu()));
    }
  }

  private static RunResult checked(
      Optional<FailureCode> stopped, RunResult result, Watch watch, String program) {
    if (stopped.isEmpty()) {
      return result;
    }
    throw new ReelmillException(
        stopped.get(),
        "%s was stopped after %s s at frame %d: %s"
            .formatted(program, watch.age().toSeconds(), result.frames(), result.words()));
  }

  /** Waits for the end; says why it was stopped, if it was. */
  private static Optional<FailureCode> supervise(Process process, Watch watch, RunControl control)
      throws InterruptedException {
    for (int check = 1; !process.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS); check++) {
      Optional<FailureCode> limit = watch.exceeded();
      boolean stops = limit.isPresent() || control.isCancelled();
      if (stops || check % CHECKS_PER_SAMPLE == 0) {
        watch.sample(process);
      }
      if (stops) {
        stop(process);
      }
      if (limit.isPresent()) {
        return limit;
      }
    }
    return control.isCancelled() ? Optional.of(FailureCode.REVOKED) : Optional.empty();
  }

  private static void stop(Process process) throws InterruptedException {
    terminate(process);
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      killTree(process);
      process.waitFor();
    }
  }

  /** SIGTERM to the leaves: wrappers such as unshare block it while their child runs. */
  private static void terminate(Process process) {
    tree(process).forEach(ProcessHandle::destroy);
  }

  private static void killTree(Process process) {
    tree(process).forEach(ProcessHandle::destroyForcibly);
  }

  private static List<ProcessHandle> tree(Process process) {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
  }

  private static Thread drain(
      InputStream stream, Consumer<String> consumer, Consumer<RuntimeException> refused) {
    return Thread.ofPlatform()
        .daemon()
        .name("process-output")
        .start(() -> read(stream, consumer, refused));
  }

  private static void read(
      InputStream stream, Consumer<String> consumer, Consumer<RuntimeException> refused) {
    try (BoundedLines lines = new BoundedLines(stream)) {
      lines.forEach(consumer);
    } catch (IOException e) {
      log.debug("output ended early: {}", e.getMessage());
    } catch (RuntimeException e) {
      refused.accept(e);
    }
  }

  private Process start(Start what) {
    CompletableFuture<Process> started = new CompletableFuture<>();
    starts.add(() -> startNow(what, started));
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new ReelmillException(
          FailureCode.ENCODER_FAILED,
          "can't start " + what.program + ": " + e.getCause(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReelmillException(FailureCode.REVOKED, "interrupted", e);
    }
  }

  private static void startNow(Start what, CompletableFuture<Process> started) {
    try {
      ProcessBuilder builder = new ProcessBuilder(what.command);
      builder.directory(what.folder.toFile());
      builder.redirectInput(new File("/dev/null"));
      builder.environment().clear();
      builder.environment().putAll(what.environment);
      started.complete(builder.start());
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
    }
  }

  private void startForever() {
    while (true) {
      try {
        starts.take().run();
      } catch (InterruptedException e) {
        log.debug("interrupted; nobody should", e);
      }
    }
  }
}
