package dev.reelmill.coordinator.store.s3;

import dev.reelmill.coordinator.store.Sha256;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The first bytes of an array, to be sent; not to be changed until they are.
 *
 * @param array that holds them
 * @param size how many
 */
@SuppressWarnings("ArrayRecordComponent") // a view that lives as long as one request
record Bytes(byte[] array, int size) {

  Bytes(byte[] array) {
    this(array, array.length);
  }

  /** Without a copy. */
  RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(array, 0, size), size, "application/octet-stream");
  }

  /** In base64, as S3 has checksums. */
  String sha256() {
    return base64(Sha256.digest());
  }

  /** In base64. */
  String md5() {
    try {
      return base64(MessageDigest.getInstance("MD5"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is part of every JDK", e);
    }
  }

  private String base64(MessageDigest digest) {
    digest.update(array, 0, size);
    return Base64.getEncoder().encodeToString(digest.digest());
  }
}
