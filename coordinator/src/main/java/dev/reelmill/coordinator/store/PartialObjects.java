package dev.reelmill.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Objects that arrive bit by bit, over hours and restarts. Ids are made of letters, digits, hyphens
 * and underscores. The caller sees to it that one id has one writer at a time.
 */
public interface PartialObjects {

  /**
   * Begins an empty one; does nothing if there is one.
   *
   * @param key of the object that it will become
   * @param announcedBytes how many will come, 0 if unknown
   * @throws dev.reelmill.common.failure.ReelmillException DISK_FULL if they would not fit
   */
  void begin(String id, String key, long announcedBytes);

  /** How many bytes are there now; empty if there is none of this id. */
  OptionalLong size(String id);

  /** When bytes came last; empty if there is none of this id. */
  Optional<Instant> lastWritten(String id);

  /**
   * Writes what the stream gives, from {@code offset} on, as it comes.
   *
   * @param offset the present size
   * @param most stop after this many bytes
   * @return the new size; the bytes are then on disk
   * @throws dev.reelmill.common.failure.ReelmillException CONFLICT if {@code offset} is not the
   *     size, DISK_FULL
   * @throws IOException only from {@code bytes}; what came before is kept
   */
  long append(String id, long offset, InputStream bytes, long most) throws IOException;

  /** Forgets what is behind {@code size}, and more if it has to. */
  void truncate(String id, long size);

  /**
   * Makes it the object {@code key}, which it was begun for, without copying. If that object is
   * there already and the partial one is not, an earlier call did it.
   */
  StoredObject finish(String id, String key);

  /** Forgets it, if it is there. */
  void discard(String id);

  List<String> ids();
}
