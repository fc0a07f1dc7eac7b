package dev.reelmill.common.media;

/**
 * One subtitle track of a source that holds text.
 *
 * @param index the stream's index in the file
 * @param codec FFmpeg's name of it: {@code subrip}, {@code ass}, {@code mov_text}, {@code webvtt}
 * @param label what it is called
 */
public record TextFacts(int index, String codec, TrackLabel label) {}
