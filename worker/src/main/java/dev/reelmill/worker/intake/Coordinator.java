package dev.reelmill.worker.intake;

import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.WorkResult;

/** What a worker says to the coordinator about orders. */
interface Coordinator {

  /**
   * Asks for an order.
   *
   * @throws dev.reelmill.common.failure.ReelmillException {@link
   *     dev.reelmill.common.failure.FailureCode#BROKER_UNAVAILABLE} if no answer comes in time
   */
  ClaimReply claim(ClaimRequest request);

  /** Says how an attempt ended; returns when the broker has it on disk. */
  void report(WorkResult result);

  /**
   * Sends to the dead letters what can't be understood; returns when the broker has it on disk.
   *
   * @param queue that it came from
   * @param reason in words
   */
  void unreadable(String text, String queue, String reason);
}
