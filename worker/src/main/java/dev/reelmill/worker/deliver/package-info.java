/**
 * Verifies what was encoded and stores it: files of fragmented MP4 enter, {@link
 * dev.reelmill.common.media.MediaObject}s leave, after their bytes are in the object store. {@link
 * dev.reelmill.worker.deliver.EarlyUploads} send them while they are still encoded; they become
 * objects only if they are what was verified.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, ISO base media file
 *     format</a>
 */
@NullMarked
package dev.reelmill.worker.deliver;

import org.jspecify.annotations.NullMarked;
