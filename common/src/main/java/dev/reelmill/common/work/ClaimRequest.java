package dev.reelmill.common.work;

/**
 * A worker asks for the order behind a hint.
 *
 * @param order from the hint
 * @param dispatch from the hint
 * @param worker who asks
 * @param redelivered whether the broker had handed this hint out before, which means that its
 *     earlier holder is gone
 */
public record ClaimRequest(long order, int dispatch, String worker, boolean redelivered) {}
