package dev.reelmill.common.media;

/**
 * Where a stream's clock was set anew, as it is in recordings that were joined.
 *
 * @param packet number of the first packet of the stream, from 0, that counts from the new time
 * @param shift seconds to add to all times from there on, besides those of the jumps before
 */
public record TimeJump(long packet, Rational shift) {}
