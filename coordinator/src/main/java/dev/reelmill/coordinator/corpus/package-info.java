/**
 * Puts a folder of files through a farm and proves what was published, by decoding it and its
 * source and comparing the two.
 */
@NullMarked
package dev.reelmill.coordinator.corpus;

import org.jspecify.annotations.NullMarked;
