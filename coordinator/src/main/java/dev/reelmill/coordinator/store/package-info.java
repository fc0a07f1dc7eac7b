/**
 * Where bytes are kept: sources, segments, posters. Streams come in, from uploads and workers;
 * files, byte ranges and signed URLs leave. An object is written once, whole or not at all, and is
 * never changed.
 */
@NullMarked
package dev.reelmill.coordinator.store;

import org.jspecify.annotations.NullMarked;
