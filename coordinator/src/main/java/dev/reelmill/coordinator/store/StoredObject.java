package dev.reelmill.coordinator.store;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An object that is complete.
 *
 * @param key its name, see {@link dev.reelmill.common.store.ObjectKeys}
 * @param sizeBytes its length
 * @param lastModified when it was written
 * @param etag strong, without quotes; differs whenever the bytes could
 * @param file where it can be read on this machine; not to be written
 */
public record StoredObject(
    String key, long sizeBytes, Instant lastModified, String etag, Path file) {}
