/** Measurements that anyone can repeat: the farm beside something else, in one run, as ratios. */
@NullMarked
package dev.reelmill.coordinator.bench;

import org.jspecify.annotations.NullMarked;
