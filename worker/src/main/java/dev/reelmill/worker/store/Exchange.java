package dev.reelmill.worker.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the object store answers, for as long as somebody wants the answer. */
public final class Exchange {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private Exchange() {}

  /** Ends the wait by throwing. */
  public interface Look {
    void look() throws IOException;
  }

  /**
   * The answer, with all of its body; the request is broken off if it is not waited for any more.
   *
   * @param meanwhile is asked again and again
   */
  public static <T> T await(Future<T> answer, Look meanwhile)
      throws IOException, InterruptedException {
    try {
      while (true) {
        try {
          return answer.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          meanwhile.look();
        }
      }
    } catch (ExecutionException e) {
      throw asIo(e);
    } finally {
      answer.cancel(true);
    }
  }

  /** The first cause that says something about reading or writing. */
  private static IOException asIo(ExecutionException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io && !(io.getCause() instanceof UncheckedIOException)) {
        return io;
      }
    }
    return new IOException(failed);
  }
}
