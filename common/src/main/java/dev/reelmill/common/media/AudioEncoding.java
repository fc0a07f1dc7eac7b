package dev.reelmill.common.media;

/**
 * How one audio track is encoded.
 *
 * @param codec {@code aac}
 * @param bitrate in bits per second
 * @param sampleRate in Hz
 * @param channels how many
 */
public record AudioEncoding(String codec, long bitrate, int sampleRate, int channels) {}
