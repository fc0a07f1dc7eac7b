package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.publish.StoredPart;
import dev.reelmill.coordinator.store.StoredObject;

/**
 * Bytes of an object that are a whole to a client.
 *
 * @param offset of the first
 * @param sizeBytes how many
 * @param etag without quotes
 * @param type of its content
 */
record Part(StoredObject object, long offset, long sizeBytes, String etag, String type) {

  /** A whole object. */
  static Part of(StoredObject object) {
    return new Part(object, 0, object.sizeBytes(), object.etag(), MediaTypes.of(object.key()));
  }

  /** A picture in one. */
  static Part of(StoredObject object, StoredPart part) {
    return new Part(
        object,
        part.offset(),
        part.sizeBytes(),
        object.etag() + "-" + part.offset(),
        MediaTypes.of(part.name()));
  }
}
