package dev.reelmill.common.media;

import org.jspecify.annotations.Nullable;

/**
 * One audio track of a source.
 *
 * @param index the stream's index in the file
 * @param codec FFmpeg's name of it
 * @param sampleRate in Hz
 * @param channels how many
 * @param channelLayout FFmpeg's name of their order, or {@code unknown}
 * @param start of its first sample, in seconds on the source's clock
 * @param language ISO 639 as the file has it
 * @param isDefault whether the file marks it as the one to play
 */
public record AudioFacts(
    int index,
    String codec,
    int sampleRate,
    int channels,
    String channelLayout,
    Rational start,
    @Nullable String language,
    boolean isDefault) {}
