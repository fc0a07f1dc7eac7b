package dev.reelmill.coordinator.store.s3;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.store.ObjectExistsException;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.store.s3.Multiparts.Multipart;
import dev.reelmill.coordinator.store.s3.Progress.Tail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Each is an upload in parts, of the key that it will have. Under {@code uploads/ID/} are a note of
 * that upload and the tail, see {@link Progress}.
 */
final class S3PartialObjects implements PartialObjects {

  private static final String FOLDER = "uploads/";
  private static final String NOTE = "/note.json";

  /** S3 takes 10,000; the others are for pieces that end short. */
  private static final long PARTS = 5_000;

  private static final int MEBIBYTE = 1 << 20;

  private final S3ObjectStore store;
  private final Bucket bucket;
  private final Multiparts multiparts;
  private final int leastPartBytes;

  S3PartialObjects(S3ObjectStore store, Bucket bucket, Multiparts multiparts, int leastPartBytes) {
    this.store = store;
    this.bucket = bucket;
    this.multiparts = multiparts;
    this.leastPartBytes = leastPartBytes;
  }

  int leastPartBytes() {
    return leastPartBytes;
  }

  @Override
  public void begin(String id, String key, long announcedBytes) {
    ObjectKeys.checked(key);
    if (noted(id).isPresent()) {
      return;
    }
    int mebibytes = Math.toIntExact(announcedBytes / PARTS / MEBIBYTE + 1);
    Multipart upload = multiparts.begin(key);
    Arriving note =
        new Arriving(key, upload.id(), Math.max(leastPartBytes, mebibytes * MEBIBYTE), Set.of());
    if (!bucket.create(noteKey(id), bytes(note))) {
      multiparts.abort(upload);
    }
  }

  @Override
  public OptionalLong size(String id) {
    return progress(id)
        .map(progress -> OptionalLong.of(progress.sizeBytes()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public Optional<Instant> lastWritten(String id) {
    return progress(id).map(Progress::lastWritten);
  }

  @Override
  public long append(String id, long offset, InputStream bytes, long most) throws IOException {
    Progress progress = required(id);
    if (progress.sizeBytes() != offset) {
      throw new ReelmillException(
          FailureCode.CONFLICT,
          id + " has " + progress.sizeBytes() + " bytes, so it can't go on at " + offset);
    }
    long start = progress.partBytes();
    progress.tails().stream()
        .filter(tail -> tail.start() != start)
        .forEach(tail -> bucket.delete(tail.key()));
    byte[] tail = progress.tail().map(this::tailBytes).orElse(new byte[0]);
    return new Growth(bucket, multiparts, folder(id), progress, tail).take(bytes, most);
  }

  @Override
  public void truncate(String id, long size) {
    Progress progress = required(id);
    Set<Integer> dropped = new HashSet<>(progress.noted().dropped());
    long kept = progress.partBytes();
    for (Part part : progress.parts().reversed()) {
      if (kept > size) {
        dropped.add(part.partNumber());
        kept -= part.size();
      }
    }
    Tail tail = progress.tailAt(kept).orElse(null);
    if (tail != null && kept + tail.sizeBytes() > size) {
      byte[] bytes = tailBytes(tail);
      bucket.replace(tail.key(), new Bytes(bytes, (int) (size - kept)));
    }
    if (!dropped.equals(progress.noted().dropped())) {
      Arriving noted = progress.noted();
      Arriving changed = new Arriving(noted.key(), noted.upload(), noted.partBytes(), dropped);
      bucket.replace(noteKey(id), bytes(changed));
    }
  }

  @Override
  public StoredObject finish(String id, String key) {
    Optional<StoredObject> before = store.find(key);
    Progress progress = progress(id).orElse(null);
    if (before.isEmpty() && progress != null) {
      complete(progress);
    } else if (before.isPresent()
        && progress != null
        && before.get().sizeBytes() != progress.sizeBytes()) {
      throw new ObjectExistsException(key);
    }
    StoredObject object = before.orElseGet(() -> store.found(key));
    discard(id);
    return object;
  }

  private void complete(Progress progress) {
    Multipart upload = progress.noted().multipart();
    progress
        .tail()
        .ifPresent(
            tail -> multiparts.send(upload, progress.last() + 1, new Bytes(tailBytes(tail))));
    Set<Integer> dropped = progress.noted().dropped();
    List<Part> parts =
        multiparts.parts(upload).orElse(List.of()).stream()
            .filter(part -> !dropped.contains(part.partNumber()))
            .toList();
    boolean isNew =
        parts.isEmpty()
            ? bucket.create(upload.key(), new Bytes(new byte[0]))
            : multiparts.complete(upload, parts);
    if (!isNew) {
      throw new ObjectExistsException(upload.key());
    }
  }

  @Override
  public void discard(String id) {
    noted(id).map(Arriving::multipart).ifPresent(multiparts::abort);
    // The note goes last: it tells that there is something.
    files(id).stream()
        .map(S3Object::key)
        .filter(key -> !key.equals(noteKey(id)))
        .forEach(bucket::delete);
    bucket.delete(noteKey(id));
  }

  @Override
  public List<String> ids() {
    return bucket.list(FOLDER).stream()
        .map(S3Object::key)
        .filter(key -> key.endsWith(NOTE))
        .map(key -> key.substring(FOLDER.length(), key.length() - NOTE.length()))
        .toList();
  }

  /** Those in parts that still arrive. */
  Set<Multipart> uploads() {
    return ids().stream()
        .flatMap(id -> noted(id).stream())
        .map(Arriving::multipart)
        .collect(Collectors.toSet());
  }

  private Progress required(String id) {
    return progress(id)
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.STORE_UNAVAILABLE, "there is nothing of " + id + " any more"));
  }

  private Optional<Progress> progress(String id) {
    return noted(id)
        .flatMap(
            noted ->
                multiparts
                    .parts(noted.multipart())
                    .map(parts -> Progress.of(noted, parts, files(id))));
  }

  private Optional<Arriving> noted(String id) {
    return bucket
        .bytes(noteKey(id))
        .map(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8), Arriving.class));
  }

  private static Bytes bytes(Arriving note) {
    return new Bytes(Json.write(note).getBytes(StandardCharsets.UTF_8));
  }

  private List<S3Object> files(String id) {
    return bucket.list(folder(id));
  }

  private static String noteKey(String id) {
    return FOLDER + checked(id) + NOTE;
  }

  private static String folder(String id) {
    return FOLDER + checked(id) + "/";
  }

  private static String checked(String id) {
    if (id.contains("/") || id.contains(".")) {
      throw new IllegalArgumentException("not an id: '" + id + "'");
    }
    return ObjectKeys.checked(id);
  }

  private byte[] tailBytes(Tail tail) {
    return bucket
        .bytes(tail.key())
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.STORE_UNAVAILABLE, tail.key() + " vanished while read"));
  }
}
