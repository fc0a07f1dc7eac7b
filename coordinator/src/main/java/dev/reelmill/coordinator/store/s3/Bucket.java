package dev.reelmill.coordinator.store.s3;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.store.S3Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One bucket: the requests for whole objects, with their failures as ours. */
final class Bucket implements AutoCloseable {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String name;

  Bucket(S3Settings settings) {
    this.client = Connections.client(settings);
    this.name = settings.bucket();
  }

  S3Client client() {
    return client;
  }

  String name() {
    return name;
  }

  /**
   * Looks whether it can be used.
   *
   * @throws ReelmillException STORE_UNAVAILABLE
   */
  void require() {
    call("use bucket", name, () -> client.headBucket(request -> request.bucket(name)));
  }

  Optional<HeadObjectResponse> head(String key) {
    return orNone(
        () ->
            client.headObject(
                request -> request.bucket(name).key(key).checksumMode(ChecksumMode.ENABLED)),
        "look at",
        key);
  }

  /** Whether there was none before; a race has one winner. */
  boolean create(String key, Bytes bytes) {
    return unlessTaken(
        key,
        () -> {
          put(key, bytes, true);
          return true;
        });
  }

  /** Writes it, whether there was one or not. */
  void replace(String key, Bytes bytes) {
    call(
        "write",
        key,
        () -> {
          put(key, bytes, false);
          return key;
        });
  }

  private void put(String key, Bytes bytes, boolean once) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(name).key(key).checksumSHA256(bytes.sha256());
    if (once) {
      request.ifNoneMatch("*");
    }
    client.putObject(request.build(), bytes.body());
  }

  /** A part of an object that has this ETag. */
  InputStream open(String key, String etag, long offset, long size) throws IOException {
    if (size == 0) {
      return InputStream.nullInputStream();
    }
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(name)
            .key(key)
            .ifMatch("\"" + etag + "\"")
            .range("bytes=" + offset + "-" + (offset + size - 1))
            .build();
    try {
      return client.getObject(request);
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND || e.statusCode() == PRECONDITION_FAILED) {
        throw new IOException("the object " + key + " is gone", e);
      }
      throw failure("read", key, e);
    } catch (SdkException e) {
      throw failure("read", key, e);
    }
  }

  /** A whole, small object. */
  Optional<byte[]> bytes(String key) {
    return orNone(
        () -> client.getObjectAsBytes(request -> request.bucket(name).key(key)).asByteArrayUnsafe(),
        "read",
        key);
  }

  /** Those whose keys begin like this, by key. */
  List<S3Object> list(String prefix) {
    return call(
        "list",
        prefix,
        () ->
            client
                .listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix))
                .contents()
                .stream()
                .toList());
  }

  /** Whether there was one or not. */
  void delete(String key) {
    call("delete", key, () -> client.deleteObject(request -> request.bucket(name).key(key)));
  }

  /** False if the object is there already, or is just being made by somebody else. */
  static boolean unlessTaken(String key, Supplier<Boolean> request) {
    try {
      return request.get();
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
        return false;
      }
      throw failure("write", key, e);
    } catch (SdkException e) {
      throw failure("write", key, e);
    }
  }

  static <T> Optional<T> orNone(Supplier<T> request, String verb, String key) {
    try {
      return Optional.of(request.get());
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw failure(verb, key, e);
    } catch (SdkException e) {
      throw failure(verb, key, e);
    }
  }

  static <T> T call(String verb, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failure(verb, key, e);
    }
  }

  private static ReelmillException failure(String verb, String key, SdkException cause) {
    return new ReelmillException(
        FailureCode.STORE_UNAVAILABLE,
        "can't " + verb + " " + key + " in the object store: " + cause.getMessage(),
        cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
