/** Administration over HTTP: JSON below {@code /api}, opened by a token. */
@NullMarked
package dev.reelmill.coordinator.api;

import org.jspecify.annotations.NullMarked;
