package dev.reelmill.worker.intake;

import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;

/** What is done with an order that was granted. */
@FunctionalInterface
public interface Work {

  /**
   * Does the work.
   *
   * @param control stops it
   * @throws dev.reelmill.common.failure.ReelmillException with the code of the failure
   */
  Output carryOut(Granted granted, RunControl control) throws IOException, InterruptedException;
}
