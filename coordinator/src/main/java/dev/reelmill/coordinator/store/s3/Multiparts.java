package dev.reelmill.coordinator.store.s3;

import dev.reelmill.common.failure.ReelmillException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

/** Objects of a bucket that are sent in parts, and only become objects when all is there. */
final class Multiparts {

  private final Bucket bucket;
  private final S3Client client;

  Multiparts(Bucket bucket) {
    this.bucket = bucket;
    this.client = bucket.client();
  }

  /**
   * An object to be.
   *
   * @param key that it will have
   * @param id that the server gave this upload
   */
  record Multipart(String key, String id) {}

  /** One that was begun, and when. */
  record Begun(Multipart upload, Instant at) {}

  Multipart begin(String key) {
    return new Multipart(
        key,
        Bucket.call(
            "begin",
            key,
            () ->
                client
                    .createMultipartUpload(request -> request.bucket(bucket.name()).key(key))
                    .uploadId()));
  }

  /**
   * Sends a part; the server compares its checksum: MD5, as not every server tells of others when
   * it is asked what it has, and all of them would have to be known at the end.
   *
   * @param number from 1 on; gives the order, and may leave others out
   */
  void send(Multipart upload, int number, Bytes bytes) {
    Bucket.call(
        "write",
        upload.key(),
        () ->
            client.uploadPart(
                request ->
                    request
                        .bucket(bucket.name())
                        .key(upload.key())
                        .uploadId(upload.id())
                        .partNumber(number)
                        .contentMD5(bytes.md5()),
                bytes.body()));
  }

  /** What the server has of it, by number; empty if it is complete, or was given up. */
  Optional<List<Part>> parts(Multipart upload) {
    return Bucket.orNone(
        () ->
            client
                .listPartsPaginator(
                    request ->
                        request.bucket(bucket.name()).key(upload.key()).uploadId(upload.id()))
                .stream()
                .flatMap(page -> page.parts().stream())
                .toList(),
        "look at",
        upload.key());
  }

  /** Makes the object of these parts; false if there is one of this key already. */
  boolean complete(Multipart upload, List<Part> parts) {
    List<CompletedPart> completed = new ArrayList<>();
    for (Part part : parts) {
      completed.add(
          CompletedPart.builder().partNumber(part.partNumber()).eTag(part.eTag()).build());
    }
    return Bucket.unlessTaken(
        upload.key(),
        () -> {
          client.completeMultipartUpload(
              request ->
                  request
                      .bucket(bucket.name())
                      .key(upload.key())
                      .uploadId(upload.id())
                      .ifNoneMatch("*")
                      .multipartUpload(list -> list.parts(completed)));
          return true;
        });
  }

  /** Gives it up, if it is not complete. */
  void abort(Multipart upload) {
    Bucket.orNone(
        () ->
            client.abortMultipartUpload(
                request -> request.bucket(bucket.name()).key(upload.key()).uploadId(upload.id())),
        "give up",
        upload.key());
  }

  /** Gives it up as well as it goes, since something else has failed. */
  void abortAfter(Exception failure, Multipart upload) {
    try {
      abort(upload);
    } catch (ReelmillException e) {
      failure.addSuppressed(e);
    }
  }

  /** Those that are neither complete nor given up. */
  List<Begun> unfinished() {
    return Bucket.call(
        "list",
        "unfinished uploads",
        () ->
            client.listMultipartUploadsPaginator(request -> request.bucket(bucket.name())).stream()
                .flatMap(page -> page.uploads().stream())
                .map(
                    upload ->
                        new Begun(
                            new Multipart(upload.key(), upload.uploadId()), upload.initiated()))
                .toList());
  }
}
