/**
 * Measures files by decoding them: a {@link dev.reelmill.common.measure.MeasureOrder} enters, the
 * decoder's frames leave. No part of a video's path; it is how results are proven.
 */
@NullMarked
package dev.reelmill.worker.measure;

import org.jspecify.annotations.NullMarked;
