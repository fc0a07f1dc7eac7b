package dev.reelmill.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Complete objects by key. Safe for use by many threads. All methods refuse a key that {@link
 * dev.reelmill.common.store.ObjectKeys#checked} refuses, and throw {@link
 * dev.reelmill.common.failure.ReelmillException} with STORE_UNAVAILABLE if the store itself fails.
 */
public interface ObjectStore {

  Optional<StoredObject> find(String key);

  /**
   * Writes an object: afterwards it is there whole and on disk, or not at all.
   *
   * @throws ObjectExistsException if there is one already; the bytes may then be unread
   * @throws DamagedObjectException if size or checksum are not as expected
   * @throws dev.reelmill.common.failure.ReelmillException DISK_FULL
   * @throws IOException only from {@code bytes}
   */
  StoredObject put(String key, InputStream bytes, Expected expected) throws IOException;

  /**
   * Bytes of an object that {@link #find} found, from {@code offset} on.
   *
   * @param sizeBytes how many will be read; the stream may go on behind them
   * @throws IOException if the object is gone meanwhile
   */
  InputStream read(StoredObject object, long offset, long sizeBytes) throws IOException;

  /**
   * Checksum of an object as it is now, in hex; empty if there is none, or if the store would have
   * to send all of it to tell.
   */
  Optional<String> sha256(String key);

  /**
   * Makes a file of this machine the object, without copying it where the store is on this machine
   * too. The file stays its owner's: it is not deleted with the object.
   *
   * @throws ObjectExistsException if there is an object of this key
   */
  StoredObject adopt(String key, Path file);

  /** Whether there was one. */
  boolean delete(String key);

  /** Those whose keys begin with {@code prefix}, by key. */
  List<StoredObject> list(String prefix);

  /** Deletes those whose keys begin with {@code prefix}; how many there were. */
  int deleteAll(String prefix);

  /** Objects of this store to be, while they arrive. */
  PartialObjects partial();

  /** Clears away what programs left that were interrupted long ago, if there can be anything. */
  default void tidy() {}
}
