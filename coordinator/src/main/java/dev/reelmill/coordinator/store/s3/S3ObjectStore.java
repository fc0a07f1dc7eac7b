package dev.reelmill.coordinator.store.s3;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.ObjectExistsException;
import dev.reelmill.coordinator.store.ObjectLending;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.store.S3Settings;
import dev.reelmill.coordinator.store.Sha256;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.store.s3.Multiparts.Begun;
import dev.reelmill.coordinator.store.s3.Multiparts.Multipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Objects of one bucket, under their keys. What is large is sent in parts, one of which is in
 * memory at a time. That keys are written once is the server's to see to, by {@code If-None-Match}.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(S3ObjectStore.class);

  /** Above the 5 MiB that S3 wants of all parts but the last. */
  private static final int PART_BYTES = 8 << 20;

  /** Longer than anything is written in one go. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Bucket bucket;
  private final Multiparts multiparts;
  private final S3PartialObjects partial;
  private final S3Presigner presigner;
  private final Clock clock;

  S3ObjectStore(S3Settings settings, int leastPartBytes, Clock clock) {
    this.bucket = new Bucket(settings);
    this.multiparts = new Multiparts(bucket);
    this.partial = new S3PartialObjects(this, bucket, multiparts, leastPartBytes);
    this.presigner = Connections.presigner(settings);
    this.clock = clock;
  }

  /**
   * Opens it.
   *
   * @throws ReelmillException STORE_UNAVAILABLE if there is no such bucket, or it can't be used
   */
  public static S3ObjectStore open(S3Settings settings) {
    S3ObjectStore store = new S3ObjectStore(settings, PART_BYTES, Clock.systemUTC());
    try {
      store.bucket.require();
      return store;
    } catch (ReelmillException e) {
      store.close();
      throw e;
    }
  }

  /** How its objects are lent to workers. */
  public ObjectLending lending() {
    return new S3Lending(presigner, bucket.name());
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return bucket
        .head(ObjectKeys.checked(key))
        .map(
            head ->
                new StoredObject(
                    key, head.contentLength(), head.lastModified(), plain(head.eTag()), null));
  }

  private static String plain(String etag) {
    return etag.replace("\"", "");
  }

  @Override
  public InputStream read(StoredObject object, long offset, long sizeBytes) throws IOException {
    return bucket.open(object.key(), object.etag(), offset, sizeBytes);
  }

  /** What the server has noted of an object that came in one piece. */
  @Override
  public Optional<String> sha256(String key) {
    return bucket
        .head(ObjectKeys.checked(key))
        .map(HeadObjectResponse::checksumSHA256)
        // That of an object in parts is one of the parts' checksums, with their number behind it.
        .filter(checksum -> !checksum.contains("-"))
        .map(checksum -> HexFormat.of().formatHex(Base64.getDecoder().decode(checksum)));
  }

  @Override
  public StoredObject put(String key, InputStream bytes, Expected expected) throws IOException {
    if (find(key).isPresent()) {
      throw new ObjectExistsException(key);
    }
    MessageDigest digest = Sha256.digest();
    InputStream watched = new DigestInputStream(bytes, digest);
    byte[] first = watched.readNBytes(partial.leastPartBytes());
    boolean isNew;
    if (first.length < partial.leastPartBytes()) {
      expected.require(key, first.length, digest);
      isNew = bucket.create(key, new Bytes(first));
    } else {
      isNew = putInParts(key, first, watched, expected, digest);
    }
    if (!isNew) {
      throw new ObjectExistsException(key);
    }
    return found(key);
  }

  private boolean putInParts(
      String key, byte[] first, InputStream rest, Expected expected, MessageDigest digest)
      throws IOException {
    Multipart upload = multiparts.begin(key);
    try {
      int number = 0;
      long size = 0;
      for (byte[] part = first; part.length > 0; part = rest.readNBytes(first.length)) {
        number++;
        multiparts.send(upload, number, new Bytes(part));
        size += part.length;
      }
      expected.require(key, size, digest);
      boolean isNew = multiparts.complete(upload, multiparts.parts(upload).orElse(List.of()));
      if (!isNew) {
        multiparts.abort(upload);
      }
      return isNew;
    } catch (IOException | RuntimeException e) {
      multiparts.abortAfter(e, upload);
      throw e;
    }
  }

  @Override
  public StoredObject adopt(String key, Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return put(key, bytes, new Expected(Files.size(file), null));
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.SOURCE_UNREADABLE, "can't read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean delete(String key) {
    boolean wasThere = find(key).isPresent();
    if (wasThere) {
      bucket.delete(key);
    }
    return wasThere;
  }

  @Override
  public List<StoredObject> list(String prefix) {
    ObjectKeys.checked(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    return bucket.list(prefix).stream()
        .map(
            object ->
                new StoredObject(
                    object.key(), object.size(), object.lastModified(), plain(object.eTag()), null))
        .toList();
  }

  @Override
  public int deleteAll(String prefix) {
    List<StoredObject> objects = list(prefix);
    objects.forEach(object -> bucket.delete(object.key()));
    return objects.size();
  }

  @Override
  public PartialObjects partial() {
    return partial;
  }

  /** Gives up what was begun in parts and belongs to nothing that still arrives. */
  @Override
  public void tidy() {
    Instant before = clock.instant().minus(ABANDONED);
    List<Multipart> old =
        multiparts.unfinished().stream()
            .filter(begun -> begun.at().isBefore(before))
            .map(Begun::upload)
            .toList();
    if (old.isEmpty()) {
      return;
    }
    Set<Multipart> wanted = partial.uploads();
    List<Multipart> abandoned = old.stream().filter(upload -> !wanted.contains(upload)).toList();
    abandoned.forEach(multiparts::abort);
    log.info("{} uploads in parts that nobody goes on with are given up", abandoned.size());
  }

  StoredObject found(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.STORE_UNAVAILABLE, "object " + key + " vanished while written"));
  }

  @Override
  public void close() {
    presigner.close();
    bucket.close();
  }
}
