/**
 * Logs of all programs: to standard error, as text for people or as JSON for machines. What
 * concerns a video, an order or an attempt carries their ids in both forms, through {@link
 * dev.reelmill.common.log.LogContext}.
 */
@NullMarked
package dev.reelmill.common.log;

import org.jspecify.annotations.NullMarked;
