package dev.reelmill.worker.deliver;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.worker.deliver.EarlyUpload.Answer;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.store.Exchange;
import dev.reelmill.worker.store.Patience;
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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files into the object store, each under a key that does not exist yet, whole or while they
 * are still being written. What fails for reasons that pass is tried again, a little later each
 * time. Thread-safe.
 */
public final class Uploader {

  private static final Logger log = LoggerFactory.getLogger(Uploader.class);

  /** The store says that the bytes have another checksum than was said. */
  private static final int DAMAGED = 400;

  /** A store that takes longer for a file, or less than so many bytes a second, is tried again. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private static final long SLOWEST_BYTES_PER_SECOND = 128 << 10;

  private final HttpClient client;
  private final Duration firstPause;

  public Uploader(HttpClient client) {
    this(client, Patience.FIRST_PAUSE);
  }

  /**
   * @param firstPause as {@link Patience} has it
   */
  Uploader(HttpClient client, Duration firstPause) {
    this.client = client;
    this.firstPause = firstPause;
  }

  /** For the files of an attempt that begins to write them. */
  public EarlyUploads early() {
    return new EarlyUploads(client);
  }

  /**
   * Stores a file of which most may have been sent while it grew.
   *
   * @throws ReelmillException as {@link #put(Path, String, UploadTarget, RunControl)}
   */
  void put(Path file, String sha256, UploadTarget target, EarlyUploads early, RunControl control)
      throws IOException, InterruptedException {
    long size = Files.size(file);
    Optional<EarlyUpload> begun = early.of(target);
    switch (begun.isEmpty()
        ? Answer.NOT_BEGUN
        : begun.get().finish(size, sha256, longest(size), control)) {
      case STORED -> {}
      case NOT_BEGUN -> put(file, sha256, target, false, control);
      case FAILED -> put(file, sha256, target, true, control);
    }
  }

  /**
   * Stores a file.
   *
   * @param sha256 of its bytes; the store compares
   * @param control of the attempt, which may be cancelled meanwhile
   * @throws ReelmillException {@link FailureCode#STORE_UNAVAILABLE}, {@link FailureCode#DISK_FULL},
   *     {@link FailureCode#REVOKED}, or {@link FailureCode#VERIFICATION_FAILED} if the bytes are
   *     not those of the checksum
   */
  public void put(Path file, String sha256, UploadTarget target, RunControl control)
      throws InterruptedException {
    put(file, sha256, target, false, control);
  }

  /**
   * @param mayBeThere whether it may have been stored before, unanswered
   */
  private void put(
      Path file, String sha256, UploadTarget target, boolean mayBeThere, RunControl control)
      throws InterruptedException {
    Patience patience = new Patience(firstPause);
    String problem;
    do {
      goOn(control);
      try {
        int status = send(file, sha256, target, control);
        boolean isAgain = patience.tries() > 0;
        if (isStored(status) || (status == 412 && (isAgain || mayBeThere))) {
          return;
        }
        problem = "HTTP status " + status;
        refuseFinal(status, target, isAgain);
      } catch (IOException e) {
        problem = e.toString();
      }
      log.warn("storing {}: {}", target.key(), problem);
    } while (patience.tryAgain());
    throw new ReelmillException(
        FailureCode.STORE_UNAVAILABLE,
        "%s could not be stored in %d tries: %s"
            .formatted(target.key(), patience.tries(), problem));
  }

  /** Who waits for a store that is away must not keep a worker from other work. */
  static void goOn(RunControl control) {
    if (control.isCancelled()) {
      throw new ReelmillException(FailureCode.REVOKED, "stopped while storing the result");
    }
  }

  static boolean isStored(int status) {
    return status == 200 || status == 201 || status == 204;
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

  private int send(Path file, String sha256, UploadTarget target, RunControl control)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(target)
            .timeout(longest(Files.size(file)))
            .headers(checksum(file, sha256, target))
            .PUT(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return Exchange.await(
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding()), () -> goOn(control))
        .statusCode();
  }

  /** A PUT, but for its body. */
  static HttpRequest.Builder request(UploadTarget target) {
    return HttpRequest.newBuilder(URI.create(target.url()))
        .header("If-None-Match", "*")
        .header("Content-Type", "application/octet-stream");
  }

  private static Duration longest(long bytes) {
    return LONGEST_ANSWER.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
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
}
