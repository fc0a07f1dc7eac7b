package dev.reelmill.coordinator.store;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that is complete.
 *
 * @param key its name, see {@link dev.reelmill.common.store.ObjectKeys}
 * @param sizeBytes its length
 * @param lastModified when it was written
 * @param etag strong, without quotes; differs whenever the bytes could
 * @param local where it can be read on this machine, if it is a file here; not to be written
 */
public record StoredObject(
    String key, long sizeBytes, Instant lastModified, String etag, @Nullable Path local) {

  public boolean isLocal() {
    return local != null;
  }

  /**
   * Where it is on this machine; not to be written.
   *
   * @throws IllegalStateException if it is somewhere else
   */
  public Path file() {
    if (local == null) {
      throw new IllegalStateException(key + " is no file of this machine");
    }
    return local;
  }
}
