/** Folders for work in progress: one per run of the program, and in it one per attempt. */
@NullMarked
package dev.reelmill.worker.scratch;

import org.jspecify.annotations.NullMarked;
