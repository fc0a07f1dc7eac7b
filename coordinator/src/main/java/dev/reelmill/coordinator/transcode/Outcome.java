package dev.reelmill.coordinator.transcode;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.failure.ReelmillException;
import java.util.List;

/** How it went with each input: said at once, and counted for the exit code. */
public final class Outcome {

  private final ProgressDisplay display;
  private boolean refused;
  private boolean failed;

  public Outcome(ProgressDisplay display) {
    this.display = display;
  }

  /**
   * The inputs that can be begun.
   *
   * @param force whether existing outputs may be replaced
   */
  public List<Input> admit(List<Input> inputs, boolean force) {
    return inputs.stream().filter(input -> tried(input, () -> input.check(force))).toList();
  }

  /**
   * Takes a step with one input, whose failure is no reason to leave the others; whether it did.
   */
  boolean tried(Input input, Runnable step) {
    try {
      step.run();
      return true;
    } catch (ReelmillException e) {
      boolean isRefusal = e.code().kind() == FailureKind.BAD_SOURCE;
      refused |= isRefusal;
      failed |= !isRefusal;
      display.say(input.file() + (isRefusal ? ": refused: " : ": failed: ") + e.getMessage());
      return false;
    }
  }

  /** 0 if all went well, 3 if inputs were refused, 1 if anything else happened. */
  public int exitCode() {
    if (failed) {
      return FailureCode.INTERNAL.exitCode();
    }
    return refused ? FailureCode.SOURCE_UNREADABLE.exitCode() : 0;
  }
}
