/** Batch transcoding: files in, a folder for each out, on a farm that lives as long as the call. */
@NullMarked
package dev.reelmill.coordinator.transcode;

import org.jspecify.annotations.NullMarked;
