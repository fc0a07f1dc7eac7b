package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Rational;

/**
 * The section {@code perTitle} of a profile: how its ladders are made to fit a title.
 *
 * @param samples stretches of the source that are tried
 * @param sampleSeconds how long each of them is
 * @param targetXpsnr what the best rung aims at, in dB
 * @param leastStepXpsnr dB that a rung must differ from the one above it to be worth having
 */
public record PerTitlePolicy(
    int samples, Rational sampleSeconds, Rational targetXpsnr, Rational leastStepXpsnr) {}
