package dev.reelmill.coordinator.store;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of an S3 server.
 *
 * @param bucket its name; it has to exist
 * @param endpoint of the server, which workers reach too; that of AWS for the region if absent
 * @param region that requests are signed for
 * @param pathStyle whether the bucket is in the path of a URL, not in its host name
 * @param accessKey absent if key and secret are found as AWS tools find them
 * @param secretKey of the access key
 */
public record S3Settings(
    String bucket,
    @Nullable URI endpoint,
    String region,
    boolean pathStyle,
    @Nullable String accessKey,
    @Nullable String secretKey) {

  public static final Setting<String> BUCKET =
      Setting.text(
          "store.s3.bucket",
          null,
          "Bucket that is the object store, in place of a folder; it has to exist");
  public static final Setting<URI> ENDPOINT =
      new Setting<>(
          "store.s3.endpoint",
          "URL",
          null,
          "The S3 server, by an address that workers reach too; by default AWS, in the region",
          S3Settings::parseUrl);
  public static final Setting<String> REGION =
      Setting.text("store.s3.region", "us-east-1", "Region of the bucket");
  public static final Setting<Boolean> PATH_STYLE =
      Setting.flag(
          "store.s3.path-style",
          "false",
          "Whether URLs have the bucket in their path, as many servers want it, and not in the"
              + " host name");
  public static final Setting<String> ACCESS_KEY =
      Setting.text(
          "store.s3.access-key",
          null,
          "Access key; by default key and secret are looked for as AWS tools do, such as in"
              + " AWS_ACCESS_KEY_ID");
  public static final Setting<String> SECRET_KEY =
      Setting.text("store.s3.secret-key", null, "Secret of the access key");

  static final List<Setting<?>> ALL =
      List.of(BUCKET, ENDPOINT, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY);

  /**
   * Refuses half of a key.
   *
   * @throws ReelmillException {@link FailureCode#INVALID}
   */
  public S3Settings {
    if ((accessKey == null) != (secretKey == null)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "set both store.s3.access-key and store.s3.secret-key, or none of them");
    }
  }

  /** Those of a bucket, if one is set. */
  static Optional<S3Settings> from(Settings settings) {
    return settings
        .find(BUCKET)
        .map(
            bucket ->
                new S3Settings(
                    bucket,
                    settings.find(ENDPOINT).orElse(null),
                    settings.get(REGION),
                    settings.get(PATH_STYLE),
                    settings.find(ACCESS_KEY).orElse(null),
                    settings.find(SECRET_KEY).orElse(null)));
  }

  private static URI parseUrl(String text) {
    URI url = URI.create(text);
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("'" + text + "' is not a URL such as https://host:9000");
    }
    return url;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "S3Settings[" + bucket + " at " + (endpoint == null ? region : endpoint) + "]";
  }
}
