package dev.reelmill.common.media;

/**
 * How loud a track is, after EBU R 128 and ITU-R BS.1770.
 *
 * @param integratedLufs of the whole, gated
 * @param rangeLu between its quiet and its loud parts (EBU Tech 3342)
 * @param truePeakDb between the samples too, in dB below full scale (dBTP)
 */
public record Loudness(double integratedLufs, double rangeLu, double truePeakDb) {}
