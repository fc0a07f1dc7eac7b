/** Tests of the worker, with the real FFmpeg and clips that it makes itself. */
@NullMarked
package dev.reelmill.worker;

import org.jspecify.annotations.NullMarked;
