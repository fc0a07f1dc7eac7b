package dev.reelmill.coordinator.publish;

/**
 * A playlist as it is to be served now.
 *
 * @param text UTF-8 HLS
 * @param growing whether it will change; a finished one never does
 */
public record Playlist(String text, boolean growing) {}
