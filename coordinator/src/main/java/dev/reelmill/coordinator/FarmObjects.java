package dev.reelmill.coordinator;

import dev.reelmill.coordinator.collect.ObjectCheck;
import dev.reelmill.coordinator.dispatch.ObjectAccess;
import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.LocalObjectStore;
import dev.reelmill.coordinator.store.ObjectExistsException;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.trust.GoldenStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
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

  private final LocalObjectStore store;
  private final SignedObjects signed;
  private final Supplier<URI> url;

  /**
   * @param url of this coordinator, once it serves
   */
  FarmObjects(LocalObjectStore store, SignedObjects signed, Supplier<URI> url) {
    this.store = store;
    this.signed = signed;
    this.url = url;
  }

  @Override
  public String readUrl(String key) {
    return signed.readUrl(url.get(), key, URL_VALIDITY).toString();
  }

  @Override
  public String writeUrl(String key) {
    return signed.writeUrl(url.get(), key, URL_VALIDITY).toString();
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
    return sizeBytes(key) == sizeBytes && store.sha256(key).filter(sha256::equals).isPresent();
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
