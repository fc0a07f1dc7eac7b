package dev.reelmill.common.media;

/**
 * A progressive file: pictures and sound of one video in one stored object, for download and for
 * players that know no playlists.
 *
 * @param name of the file, {@code 720p.mp4}
 * @param container what it is
 * @param key where it is stored
 * @param sizeBytes of the object
 * @param sha256 of the object, lower-case hexadecimal
 * @param frames pictures in it
 * @param duration from 0 to the end of the longer of pictures and sound, in seconds
 */
public record AssembledFile(
    String name,
    FileContainer container,
    String key,
    long sizeBytes,
    String sha256,
    long frames,
    Rational duration) {}
