/**
 * Encodes one stretch of the picture into every rung: an {@link
 * dev.reelmill.common.work.WorkOrder.EncodeSegment} and a local file enter, files that were not
 * verified yet leave. Delivery is next.
 */
@NullMarked
package dev.reelmill.worker.encode;

import org.jspecify.annotations.NullMarked;
