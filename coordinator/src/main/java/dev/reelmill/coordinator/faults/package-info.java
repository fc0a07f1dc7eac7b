/**
 * A farm of real processes that is broken on purpose: workers, coordinators, broker and database
 * are killed, stopped and cut off at random while videos go through, and what came of it is held
 * against a run in which nothing was broken.
 */
@NullMarked
package dev.reelmill.coordinator.faults;

import org.jspecify.annotations.NullMarked;
