package dev.reelmill.common.media;

/**
 * How one audio track is encoded.
 *
 * @param codec of the result
 * @param bitrate in bits per second
 * @param sampleRate in Hz
 * @param channels how many
 */
public record AudioEncoding(AudioCodec codec, long bitrate, int sampleRate, int channels) {}
