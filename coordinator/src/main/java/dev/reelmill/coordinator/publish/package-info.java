/**
 * What is finished becomes something to play: playlists over byte ranges, the poster, the report.
 * Accepted objects come in; playback and the site read from here.
 */
@NullMarked
package dev.reelmill.coordinator.publish;

import org.jspecify.annotations.NullMarked;
