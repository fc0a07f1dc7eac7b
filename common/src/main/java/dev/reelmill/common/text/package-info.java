/** Timed text: cues, and the WebVTT files that hold them. */
@NullMarked
package dev.reelmill.common.text;

import org.jspecify.annotations.NullMarked;
