package dev.reelmill.coordinator.store.s3;

import dev.reelmill.coordinator.store.s3.Multiparts.Multipart;
import java.util.Set;

/**
 * What is noted of an object that arrives bit by bit.
 *
 * @param key that it will have
 * @param upload in parts, which the server calls so
 * @param partBytes of all parts but the first after a pause and the last
 * @param dropped numbers of parts that don't count any more
 */
record Arriving(String key, String upload, int partBytes, Set<Integer> dropped) {

  Arriving {
    dropped = Set.copyOf(dropped);
  }

  Multipart multipart() {
    return new Multipart(key, upload);
  }
}
