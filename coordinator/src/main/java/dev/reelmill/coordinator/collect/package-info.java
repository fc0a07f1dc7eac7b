/**
 * Results come in from the workers; the first valid one of an order is accepted, everything else
 * has no effect. Facts go to planning, encoded pieces become part of their renditions, and the last
 * piece publishes.
 */
@NullMarked
package dev.reelmill.coordinator.collect;

import org.jspecify.annotations.NullMarked;
