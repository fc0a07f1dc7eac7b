/**
 * All work that is known, and every change of its state: jobs, their orders, the attempts at these,
 * and the messages that such changes make necessary. Each change names the state it starts from.
 * All steps may call this; it calls none of them.
 */
@NullMarked
package dev.reelmill.coordinator.backlog;

import org.jspecify.annotations.NullMarked;
