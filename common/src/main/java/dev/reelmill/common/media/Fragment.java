package dev.reelmill.common.media;

/**
 * One CMAF fragment ({@code moof} + {@code mdat}) inside an object, playable by itself after the
 * init segment.
 *
 * @param offset of its first byte in the object
 * @param sizeBytes of both boxes
 * @param startPts its {@code tfdt}: the base media decode time, in the track's timescale
 * @param duration sum of its samples' durations, in the track's timescale
 * @param samples pictures or audio frames in it
 * @param startsWithKeyframe whether its first sample can be decoded without another
 * @param leadBytes from its first byte to the end of its first sample: what a player needs to show
 *     that picture and no other
 */
public record Fragment(
    long offset,
    long sizeBytes,
    long startPts,
    long duration,
    int samples,
    boolean startsWithKeyframe,
    long leadBytes) {}
