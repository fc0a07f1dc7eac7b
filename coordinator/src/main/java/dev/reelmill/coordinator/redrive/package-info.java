/**
 * What got stuck is driven again: Quartz, clustered over the database, sweeps every few seconds; if
 * no sweep happens for a minute, each coordinator sweeps by itself. Sweeps are idempotent. Once an
 * hour Quartz also has tidied up what uploads left behind.
 */
@NullMarked
package dev.reelmill.coordinator.redrive;

import org.jspecify.annotations.NullMarked;
