/**
 * Which workers can be relied on. In come ended attempts; a worker that was to blame for too many
 * of them is quarantined, and gets a small order with a known result in place of others, until it
 * has passed it often enough. Dispatch asks here what a quarantined worker gets, collect says what
 * came of attempts.
 */
@NullMarked
package dev.reelmill.coordinator.trust;

import org.jspecify.annotations.NullMarked;
