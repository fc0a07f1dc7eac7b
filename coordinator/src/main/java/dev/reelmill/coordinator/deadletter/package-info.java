/**
 * Messages that nobody could take: from the broker's dead-letter queue into the database, where an
 * administrator reads why, and sends them again or discards them.
 */
@NullMarked
package dev.reelmill.coordinator.deadletter;

import org.jspecify.annotations.NullMarked;
