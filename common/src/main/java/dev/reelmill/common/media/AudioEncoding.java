package dev.reelmill.common.media;

/**
 * How one audio track is encoded.
 *
 * @param codec of the result
 * @param bitrate in bits per second
 * @param sampleRate in Hz
 * @param channels 1, 2, or 6 for 5.1
 */
public record AudioEncoding(AudioCodec codec, long bitrate, int sampleRate, int channels) {}
