/**
 * The argument lists of ffmpeg and ffprobe, by pure functions from records to lists of words.
 * Nothing in them comes from a user's text. Beside each flag that is not obvious stands why.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-all.html">ffmpeg</a>
 */
@NullMarked
package dev.reelmill.worker.ffmpeg.arguments;

import org.jspecify.annotations.NullMarked;
