/**
 * What {@code worker measure} is asked and answers: files that are decoded, and what came out of
 * the decoder.
 */
@NullMarked
package dev.reelmill.common.measure;

import org.jspecify.annotations.NullMarked;
