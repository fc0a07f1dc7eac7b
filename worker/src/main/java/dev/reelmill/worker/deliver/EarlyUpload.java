package dev.reelmill.worker.deliver;

import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.store.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a file to the store while it is still being written, in one PUT that ends only if the file
 * turns out to be what was sent: of anything else the store keeps nothing. An attempt to save time,
 * and no more: whatever goes wrong, the file can be stored as if this had never been.
 */
final class EarlyUpload implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EarlyUpload.class);

  /** Less is sent in a moment when it is finished, and not worth a connection that waits. */
  static final long LEAST_BYTES = 1 << 20;

  private final UploadTarget target;
  private final GrowingFile file;
  private final AtomicBoolean handedOut = new AtomicBoolean();
  private final FutureTask<Answer> sending;
  private final Thread thread;

  /** What came of it. */
  enum Answer {
    /** The store has the whole file. */
    STORED,
    /** The file was small; nothing was sent. */
    NOT_BEGUN,
    /** Whether the store has the file is not known. */
    FAILED
  }

  /** Begins when there is enough of the file, which need not be there yet. */
  EarlyUpload(HttpClient client, Path file, UploadTarget target) {
    this.target = target;
    this.file = new GrowingFile(file);
    this.sending = new FutureTask<>(() -> send(client));
    this.thread = Thread.ofVirtual().name("early-upload").start(sending);
  }

  private Answer send(HttpClient client) throws IOException, InterruptedException {
    if (!file.awaitSize(LEAST_BYTES)) {
      return Answer.NOT_BEGUN;
    }
    try (file) {
      HttpResponse<Void> response =
          client.send(
              Uploader.request(target).PUT(BodyPublishers.ofInputStream(this::once)).build(),
              BodyHandlers.discarding());
      if (!Uploader.isStored(response.statusCode())) {
        throw new IOException("HTTP status " + response.statusCode());
      }
      return Answer.STORED;
    }
  }

  /** What was read is gone: a client that sends the request again has nothing to send. */
  private InputStream once() {
    if (handedOut.getAndSet(true)) {
      file.abandon();
    }
    return file;
  }

  /**
   * The file is complete, and may be delivered.
   *
   * @param patience how long the rest may take
   * @throws dev.reelmill.common.failure.ReelmillException {@link
   *     dev.reelmill.common.failure.FailureCode#REVOKED} if the attempt is cancelled meanwhile
   */
  Answer finish(long size, String sha256, Duration patience, RunControl control)
      throws InterruptedException {
    long early = file.position();
    file.complete(size, sha256);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      Answer answer =
          Exchange.await(
              sending,
              () -> {
                Uploader.goOn(control);
                if (System.nanoTime() > deadline) {
                  throw new IOException("the store takes too long");
                }
              });
      if (answer == Answer.STORED) {
        log.debug("{} of {} bytes of {} were sent while it grew", early, size, target.key());
      }
      return answer;
    } catch (IOException e) {
      log.info("{} was not stored while it grew: {}", target.key(), rootOf(e).getMessage());
      close();
      return Answer.FAILED;
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Breaks off what is not finished. */
  @Override
  public void close() {
    file.abandon();
    if (!sending.isDone()) {
      thread.interrupt();
    }
  }
}
