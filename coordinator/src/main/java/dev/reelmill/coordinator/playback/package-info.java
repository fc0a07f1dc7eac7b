/**
 * Bytes go out: playlists as they are now, and byte ranges of objects, to players and to workers.
 * Reads {@link dev.reelmill.coordinator.publish.Publications} and the object store; the site's
 * pages point here.
 */
@NullMarked
package dev.reelmill.coordinator.playback;

import org.jspecify.annotations.NullMarked;
