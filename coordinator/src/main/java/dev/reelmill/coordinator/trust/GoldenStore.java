package dev.reelmill.coordinator.trust;

import dev.reelmill.common.work.UploadTarget;

/** The object store, as far as tests of workers need it. */
public interface GoldenStore {

  /** Where a worker reads the clip, which is there afterwards. */
  String clipUrl(String key, byte[] clip);

  /** Where a worker writes a result to. */
  UploadTarget target(String key);

  /** Whether there is an object with these bytes. */
  boolean holds(String key, long sizeBytes, String sha256);

  /** Deletes an object, if it is there. */
  void delete(String key);

  /** Deletes all objects whose keys begin so. */
  void deleteAll(String prefix);
}
