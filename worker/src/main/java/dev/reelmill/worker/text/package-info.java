/**
 * Makes WebVTT of one subtitle track: an {@link dev.reelmill.common.work.WorkOrder.ExtractText} and
 * a local file enter, a clean text file leaves, or only a warning. Delivery is next.
 */
@NullMarked
package dev.reelmill.worker.text;

import org.jspecify.annotations.NullMarked;
