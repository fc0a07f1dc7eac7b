package dev.reelmill.coordinator.cli;

import dev.reelmill.common.failure.FailureCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns a signal into an interrupt of the thread that made this, and holds the program's end up
 * until that thread has tidied up and closed this.
 */
final class Interruption implements AutoCloseable {

  private static final Duration TIDY_WAIT = Duration.ofSeconds(60);

  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread interrupted = Thread.currentThread();

  Interruption() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "interruption"));
  }

  private void onSignal() {
    if (tidied.getCount() == 0) {
      return;
    }
    interrupted.interrupt();
    try {
      if (!tidied.await(TIDY_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println(
            "reelmill: not everything stopped within " + TIDY_WAIT.toSeconds() + " s");
        Runtime.getRuntime().halt(FailureCode.INTERNAL.exitCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    tidied.countDown();
  }
}
