/**
 * The whole farm in a box: embedded PostgreSQL and Artemis, the coordinator, and worker processes
 * as children, all over one data folder.
 */
@NullMarked
package dev.reelmill.coordinator.farm;

import org.jspecify.annotations.NullMarked;
