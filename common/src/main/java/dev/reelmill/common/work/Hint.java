package dev.reelmill.common.work;

/**
 * Says that an order waits; the order itself is fetched by claiming it.
 *
 * @param order its id
 * @param dispatch how often it has been dispatched, from 1; a re-drive takes a new number
 */
public record Hint(long order, int dispatch) {}
