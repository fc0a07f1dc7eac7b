/**
 * Makes one progressive file of finished renditions by copying: an {@link
 * dev.reelmill.common.work.WorkOrder.AssembleFile} and local pieces enter, a checked file leaves.
 * Delivery is next.
 */
@NullMarked
package dev.reelmill.worker.assemble;

import org.jspecify.annotations.NullMarked;
