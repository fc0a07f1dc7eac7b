/** The connection to Artemis, and the broker's own configuration for the embedded farm. */
@NullMarked
package dev.reelmill.coordinator.broker;

import org.jspecify.annotations.NullMarked;
