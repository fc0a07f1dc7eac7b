package dev.reelmill.common.media;

/**
 * A part of a source with a name.
 *
 * @param start in seconds on the source's clock
 * @param end in seconds on the source's clock
 * @param title never blank
 */
public record Chapter(Rational start, Rational end, String title) {}
