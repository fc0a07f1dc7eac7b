/**
 * Files that were made to harm, taken through the worker's real path: inspection, then the encoding
 * of the first segment and of the sound, with verification. Seeds and numbers are system
 * properties; see docs/reliability.md.
 */
@NullMarked
package dev.reelmill.worker.hostile;

import org.jspecify.annotations.NullMarked;
