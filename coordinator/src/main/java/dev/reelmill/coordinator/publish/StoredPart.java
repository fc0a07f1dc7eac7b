package dev.reelmill.coordinator.publish;

/**
 * A picture as a part of a stored object.
 *
 * @param key of the object
 * @param offset of its first byte there
 * @param sizeBytes how many
 * @param name of the file that it is to a reader; its ending gives the type
 * @param version another if the bytes behind the same name are others
 */
public record StoredPart(String key, long offset, long sizeBytes, String name, String version) {}
