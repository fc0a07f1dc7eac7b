package dev.reelmill.coordinator.database;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of one of several things that were done together.
 *
 * @param result if it was done
 * @param failure if nothing of it was kept
 */
public record Outcome<R>(@Nullable R result, @Nullable RuntimeException failure) {

  public Outcome {
    if ((result == null) == (failure == null)) {
      throw new IllegalArgumentException("either a result or a failure");
    }
  }

  public static <R> Outcome<R> of(R result) {
    return new Outcome<>(result, null);
  }

  public static <R> Outcome<R> failed(RuntimeException failure) {
    return new Outcome<>(null, failure);
  }

  /** The same of what is made of the result. */
  public <S> Outcome<S> map(Function<R, S> next) {
    return result == null ? new Outcome<>(null, failure) : of(next.apply(result));
  }

  /**
   * The result.
   *
   * @throws RuntimeException the failure, if it was one
   */
  public R get() {
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(result);
  }
}
