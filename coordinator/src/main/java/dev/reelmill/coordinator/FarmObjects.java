package dev.reelmill.coordinator;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.coordinator.collect.ObjectCheck;
import dev.reelmill.coordinator.dispatch.ObjectAccess;
import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.ObjectExistsException;
import dev.reelmill.coordinator.store.ObjectLending;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.Sha256;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.trust.GoldenStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object store, as those parts see it that lend its objects to workers and look at results. */
final class FarmObjects implements ObjectAccess, ObjectCheck, GoldenStore {

  private static final Logger log = LoggerFactory.getLogger(FarmObjects.class);

  /**
   * Long enough for the slowest segment, with its queueing on the worker, and for coordinators
   * whose clocks differ.
   */
  private static final Duration URL_VALIDITY = Duration.ofHours(24);

  private final ObjectStore store;
  private final ObjectLending lending;

  FarmObjects(ObjectStore store, ObjectLending lending) {
    this.store = store;
    this.lending = lending;
  }

  @Override
  public String readUrl(String key) {
    return lending.readUrl(key, URL_VALIDITY);
  }

  @Override
  public UploadTarget target(String key) {
    return lending.target(key, URL_VALIDITY);
  }

  @Override
  public long sizeBytes(String key) {
    return store.find(key).map(StoredObject::sizeBytes).orElse(-1L);
  }

  @Override
  public Optional<String> sha256(String key) {
    return store.sha256(key);
  }

  @Override
  public String clipUrl(String key, byte[] clip) {
    if (store.find(key).isEmpty()) {
      try {
        store.put(key, new ByteArrayInputStream(clip), new Expected((long) clip.length, null));
      } catch (ObjectExistsException e) {
        log.debug("another coordinator was first");
      } catch (IOException e) {
        throw new UncheckedIOException("no bytes come from memory", e);
      }
    }
    return readUrl(key);
  }

  @Override
  public boolean holds(String key, long sizeBytes, String sha256) {
    return store
        .find(key)
        .filter(object -> object.sizeBytes() == sizeBytes)
        .map(object -> store.sha256(key).orElseGet(() -> sha256Read(object)))
        .filter(sha256::equals)
        .isPresent();
  }

  private String sha256Read(StoredObject object) {
    MessageDigest digest = Sha256.digest();
    try (InputStream bytes =
        new DigestInputStream(store.read(object, 0, object.sizeBytes()), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.STORE_UNAVAILABLE, "can't read " + object.key() + " again: " + e, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public void deleteAll(String prefix) {
    store.deleteAll(prefix);
  }
}
