package dev.reelmill.common.health;

import dev.reelmill.common.health.Health.Part;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A part that may take long to ask: no answer in time is trouble too. However many want to know,
 * one question is under way.
 */
public final class BoundedPart implements Part {

  private final Part part;
  private final Duration patience;
  private @Nullable FutureTask<Optional<String>> question;

  public BoundedPart(Part part, Duration patience) {
    this.part = part;
    this.patience = patience;
  }

  @Override
  public Optional<String> trouble() throws InterruptedException {
    try {
      return question().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of("no answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    }
  }

  private synchronized FutureTask<Optional<String>> question() {
    FutureTask<Optional<String>> current = question;
    if (current == null || current.isDone()) {
      current = new FutureTask<>(part::trouble);
      question = current;
      Thread.ofVirtual().name("health").start(current);
    }
    return current;
  }
}
