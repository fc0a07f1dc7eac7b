/**
 * The messages between coordinator and workers, and the queues that carry them.
 *
 * <p>A {@link dev.reelmill.common.work.Hint} goes out; a worker answers with a {@link
 * dev.reelmill.common.work.ClaimRequest}, gets a {@link dev.reelmill.common.work.ClaimReply} with
 * the whole {@link dev.reelmill.common.work.WorkOrder}, sends {@link
 * dev.reelmill.common.work.Heartbeat}s while it works and one {@link
 * dev.reelmill.common.work.WorkResult} at the end. All of it is versioned JSON, written and read by
 * {@link dev.reelmill.common.work.Wire} alone.
 */
@NullMarked
package dev.reelmill.common.work;

import org.jspecify.annotations.NullMarked;
