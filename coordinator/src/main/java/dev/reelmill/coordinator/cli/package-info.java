/** The command line: {@code reelmill up}, {@code transcode}, and administration over the API. */
@NullMarked
package dev.reelmill.coordinator.cli;

import org.jspecify.annotations.NullMarked;
