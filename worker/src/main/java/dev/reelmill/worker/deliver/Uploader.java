package dev.reelmill.worker.deliver;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.UploadTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files into the object store, each under a key that does not exist yet. What fails for
 * reasons that pass is tried again, a little later each time. Thread-safe.
 */
public final class Uploader {

  private static final Logger log = LoggerFactory.getLogger(Uploader.class);
  private static final int TRIES = 5;

  /** The store says that the bytes have another checksum than was said. */
  private static final int DAMAGED = 400;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /** A store that takes longer for a file, or less than so many bytes a second, is tried again. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private static final long SLOWEST_BYTES_PER_SECOND = 128 << 10;

  private final HttpClient client;

  public Uploader(HttpClient client) {
    this.client = client;
  }

  /**
   * Stores a file.
   *
   * @param sha256 of its bytes; the store compares
   * @throws ReelmillException {@link FailureCode#STORE_UNAVAILABLE}, {@link FailureCode#DISK_FULL},
   *     or {@link FailureCode#VERIFICATION_FAILED} if the bytes are not those of the checksum
   */
  public void put(Path file, String sha256, UploadTarget target) throws InterruptedException {
    String problem = "";
    for (int i = 0; i < TRIES; i++) {
      if (i > 0) {
        log.warn("storing {}: {}; trying again", target.key(), problem);
        Thread.sleep(pause(i));
      }
      try {
        int status = send(file, sha256, target);
        if (stored(status, i > 0)) {
          return;
        }
        problem = "HTTP status " + status;
        refuseFinal(status, target, i > 0);
      } catch (IOException e) {
        problem = e.toString();
      }
    }
    throw new ReelmillException(
        FailureCode.STORE_UNAVAILABLE,
        "%s could not be stored in %d tries: %s".formatted(target.key(), TRIES, problem));
  }

  /** That it exists already is fine if an earlier try may have got through unanswered. */
  private static boolean stored(int status, boolean triedBefore) {
    return status == 200 || status == 201 || status == 204 || (status == 412 && triedBefore);
  }

  private static void refuseFinal(int status, UploadTarget target, boolean triedBefore) {
    if (status == DAMAGED && !triedBefore) {
      return;
    }
    if (status == DAMAGED) {
      throw new ReelmillException(
          FailureCode.VERIFICATION_FAILED,
          "the bytes of " + target.key() + " are not those that were verified, says the store");
    }
    if (status == 507) {
      throw new ReelmillException(
          FailureCode.DISK_FULL, "the object store has no space left for " + target.key());
    }
    if (status < 500 && status != 408 && status != 429) {
      throw new ReelmillException(
          FailureCode.STORE_UNAVAILABLE,
          "the object store refuses %s with HTTP status %d%s"
              .formatted(target.key(), status, status == 412 ? ": it exists already" : ""));
    }
  }

  private int send(Path file, String sha256, UploadTarget target)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.url()))
            .timeout(LONGEST_ANSWER.plusSeconds(Files.size(file) / SLOWEST_BYTES_PER_SECOND))
            .header("If-None-Match", "*")
            .headers(checksum(file, sha256, target))
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** A header and its value. */
  private static String[] checksum(Path file, String sha256, UploadTarget target)
      throws IOException {
    return target.checksum() == UploadTarget.Checksum.MD5
        ? new String[] {"Content-MD5", md5(file)}
        : new String[] {"X-Checksum-Sha256", sha256};
  }

  private static String md5(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
        bytes.transferTo(OutputStream.nullOutputStream());
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is part of every JDK", e);
    }
  }

  private static Duration pause(int tries) {
    long most = FIRST_PAUSE.toMillis() << (2 * (tries - 1));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }
}
