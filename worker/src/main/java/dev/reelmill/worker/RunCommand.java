package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Works until it is told to stop. */
@Command(name = "run", description = "Work until stopped (the default).")
final class RunCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  private static final Duration STOP_TIME = Duration.ofSeconds(5);

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @Override
  public Integer call() throws InterruptedException {
    return run(program.read(), program.isWithParent());
  }

  static int run(Settings settings, boolean withParent) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Worker worker = Worker.start(settings)) {
      // On SIGTERM and SIGINT the JVM ends when this hook has.
      Duration drainTime = settings.get(WorkerSettings.DRAIN_TIME);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(worker, drainTime)));
      if (withParent) {
        Thread.ofPlatform().daemon().name("parent").start(() -> awaitEndOfInput(stopped));
      }
      stopped.await();
      endWithin(STOP_TIME);
    }
    return 0;
  }

  private static void stop(Worker worker, Duration drainTime) {
    endWithin(drainTime.plus(STOP_TIME));
    worker.drain(drainTime);
    worker.close();
  }

  /** A client of a broker that is gone waits for its return, and would not let the program end. */
  private static void endWithin(Duration time) {
    Thread.ofPlatform()
        .daemon()
        .name("deadline")
        .start(
            () -> {
              LockSupport.parkNanos(time.toNanos());
              log.warn("not everything stopped within {} s; ending all the same", time.toSeconds());
              Runtime.getRuntime().halt(1);
            });
  }

  private static void awaitEndOfInput(CountDownLatch stopped) {
    try {
      while (System.in.read() >= 0) {
        // what a parent says does not matter, only that it lives
      }
    } catch (IOException e) {
      log.debug("standard input: {}", e.toString());
    }
    log.info("the parent is gone");
    stopped.countDown();
  }
}
