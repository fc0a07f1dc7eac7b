/**
 * What an administrator does to the farm: to jobs, orders and workers. A wish comes in from the
 * API, is carried out in one transaction that checks the state it starts from, and goes out as a
 * {@link dev.reelmill.coordinator.operations.Change}, one sentence that says what was done. What is
 * so already stays so; what can't be is a conflict. Nobody's step comes after.
 */
@NullMarked
package dev.reelmill.coordinator.operations;

import org.jspecify.annotations.NullMarked;
