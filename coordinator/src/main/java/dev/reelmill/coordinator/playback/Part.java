package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.publish.StoredPart;
import dev.reelmill.coordinator.store.StoredObject;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Bytes of a file that are a whole to a client.
 *
 * @param offset of the first
 * @param sizeBytes how many
 * @param etag without quotes
 * @param type of its content
 */
record Part(
    Path file, long offset, long sizeBytes, String etag, Instant lastModified, String type) {

  /** A whole object. */
  static Part of(StoredObject object) {
    return new Part(
        object.file(),
        0,
        object.sizeBytes(),
        object.etag(),
        object.lastModified(),
        MediaTypes.of(object.key()));
  }

  /** A picture in one. */
  static Part of(StoredObject object, StoredPart part) {
    return new Part(
        object.file(),
        part.offset(),
        part.sizeBytes(),
        object.etag() + "-" + part.offset(),
        object.lastModified(),
        MediaTypes.of(part.name()));
  }
}
