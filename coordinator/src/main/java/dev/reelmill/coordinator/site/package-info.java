/**
 * What people see: the newest videos, the upload page, the watch page with its live progress, and
 * errors. Reads {@link dev.reelmill.coordinator.publish.Publications}; bytes come from playback and
 * go to upload. Pages work without JavaScript; JavaScript adds.
 */
@NullMarked
package dev.reelmill.coordinator.site;

import org.jspecify.annotations.NullMarked;
