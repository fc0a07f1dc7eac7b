package dev.reelmill.coordinator;

import dev.reelmill.coordinator.store.LocalObjectStore;
import dev.reelmill.coordinator.store.ObjectLending;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.S3Settings;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.store.s3.S3ObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The object store that the settings name, and how workers reach it.
 *
 * @param objects the store
 * @param signed the URLs of objects that this program serves itself; absent for a bucket
 * @param bucket lends what is in it; absent for a folder
 */
record FarmStore(
    ObjectStore objects, @Nullable SignedObjects signed, @Nullable ObjectLending bucket)
    implements AutoCloseable {

  /**
   * Opens it. No class of the S3 client is loaded unless there is a bucket.
   *
   * @throws dev.reelmill.common.failure.ReelmillException STORE_UNAVAILABLE if it can't be used
   */
  static FarmStore open(StoreSettings settings, String urlSecret) {
    S3Settings s3 = settings.s3();
    if (s3 != null) {
      S3ObjectStore store = S3ObjectStore.open(s3);
      return new FarmStore(store, null, store.lending());
    }
    return new FarmStore(
        new LocalObjectStore(settings),
        new SignedObjects(urlSecret.getBytes(StandardCharsets.UTF_8), Clock.systemUTC()),
        null);
  }

  /** Opens it for reading alone: nothing is made, and nothing tidied. */
  static FarmStore reading(StoreSettings settings) {
    S3Settings s3 = settings.s3();
    return new FarmStore(
        s3 != null ? S3ObjectStore.open(s3) : LocalObjectStore.reading(settings), null, null);
  }

  /**
   * How its objects are lent to workers.
   *
   * @param url of this coordinator, once it serves
   */
  ObjectLending lending(Supplier<URI> url) {
    return bucket != null ? bucket : Objects.requireNonNull(signed).at(url);
  }

  @Override
  public void close() throws Exception {
    if (objects instanceof AutoCloseable connected) {
      connected.close();
    }
  }
}
