package dev.reelmill.coordinator.store.s3;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.UploadTarget.Checksum;
import dev.reelmill.coordinator.store.ObjectLending;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * URLs that the bucket's server checks by itself: each is good for one key and one method, for a
 * while. That the key must not exist yet is a part of what is signed, so a worker can't leave it
 * out.
 */
final class S3Lending implements ObjectLending {

  private final S3Presigner presigner;
  private final String bucket;

  S3Lending(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  @Override
  public String readUrl(String key, Duration validity) {
    return presigner
        .presignGetObject(
            request ->
                request
                    .signatureDuration(validity)
                    .getObjectRequest(get -> get.bucket(bucket).key(ObjectKeys.checked(key))))
        .url()
        .toExternalForm();
  }

  @Override
  public UploadTarget target(String key, Duration validity) {
    String url =
        presigner
            .presignPutObject(
                request ->
                    request
                        .signatureDuration(validity)
                        .putObjectRequest(
                            put ->
                                put.bucket(bucket).key(ObjectKeys.checked(key)).ifNoneMatch("*")))
            .url()
            .toExternalForm();
    return new UploadTarget(key, url, Checksum.MD5);
  }
}
