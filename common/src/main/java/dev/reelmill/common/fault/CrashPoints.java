package dev.reelmill.common.fault;

import org.jspecify.annotations.Nullable;

/**
 * Ends this program at once at one of its {@link CrashPoint}s, as a power cut would: nothing is
 * closed, nothing is flushed. Only if the system property {@code reelmill.crash-at} says so, as
 * {@code NAME} or {@code NAME:N} for the Nth time; as {@code @FILE} the file says it, which may
 * appear at any time and is gone after the crash. Without the property a point costs one comparison
 * of a constant.
 */
public final class CrashPoints {

  /** Name of the property. */
  public static final String PROPERTY = "reelmill.crash-at";

  /** Of a program that halted at a point. */
  public static final int EXIT_CODE = 86;

  private static final @Nullable Crash CRASH = crash(System.getProperty(PROPERTY));

  private CrashPoints() {}

  private static @Nullable Crash crash(@Nullable String wanted) {
    return wanted == null ? null : new Crash(wanted, () -> Runtime.getRuntime().halt(EXIT_CODE));
  }

  /** The program has come to this point; it may end here. */
  public static void reached(CrashPoint point) {
    if (CRASH != null) {
      CRASH.reached(point);
    }
  }
}
