package dev.reelmill.common.media;

/**
 * How one audio track is encoded.
 *
 * @param codec {@code aac} or {@code opus}
 * @param bitrate in bits per second
 * @param sampleRate in Hz
 * @param channels 1, 2, or 6 for 5.1
 */
public record AudioEncoding(String codec, long bitrate, int sampleRate, int channels) {}
