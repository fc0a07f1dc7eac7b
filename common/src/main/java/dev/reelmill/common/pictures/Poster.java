package dev.reelmill.common.pictures;

/**
 * The poster until all pictures are packed: a part of a stored object.
 *
 * @param key of the object
 * @param candidate its number; the lowest that has come stays
 * @param offset of the JPEG's first byte in the object
 * @param sizeBytes of the JPEG
 */
public record Poster(String key, int candidate, long offset, long sizeBytes) {}
