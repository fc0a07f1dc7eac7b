package dev.reelmill.coordinator.publish;

/**
 * A playlist or manifest as it is to be served now.
 *
 * @param text UTF-8, HLS or DASH
 * @param growing whether it will change; a finished one never does
 */
public record Playlist(String text, boolean growing) {}
