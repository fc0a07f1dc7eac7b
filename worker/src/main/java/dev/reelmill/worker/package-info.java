/**
 * The worker: takes work orders from the broker, carries them out with FFmpeg and delivers the
 * results. Steps: {@code intake}, then {@code inspect}, {@code encode} or {@code audio}, then
 * {@code deliver}. This package starts and stops it.
 */
@NullMarked
package dev.reelmill.worker;

import org.jspecify.annotations.NullMarked;
