package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;

/** Collects what ffprobe prints about a file, as long as it is not absurdly much. */
final class BoundedText {

  /** A thousand streams and chapters with long titles need less. In characters. */
  private static final int MOST = 2 << 20;

  private final StringBuilder text = new StringBuilder();

  /**
   * Takes a line.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_LIMITS} if it is too much
   */
  void add(String line) {
    if (text.length() + line.length() >= MOST) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS,
          "its streams, chapters and titles need more than %d characters to describe"
              .formatted(MOST));
    }
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
