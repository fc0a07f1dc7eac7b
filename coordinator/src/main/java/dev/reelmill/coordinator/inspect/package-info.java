/**
 * A complete source becomes a job; what a worker found out about it becomes a plan, and the plan
 * becomes renditions and work orders. Submissions come from upload; plan and dispatch are next.
 */
@NullMarked
package dev.reelmill.coordinator.inspect;

import org.jspecify.annotations.NullMarked;
