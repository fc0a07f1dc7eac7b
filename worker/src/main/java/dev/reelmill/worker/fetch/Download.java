package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads a source, whole, in several tries if need be. */
final class Download {

  private static final Logger log = LoggerFactory.getLogger(Download.class);
  private static final int TRIES = 4;
  private static final long SPARE_BYTES = 64L << 20;

  /** A store that gives nothing for so long gives no more on this connection. */
  private static final Duration STALL = Duration.ofSeconds(30);

  private final HttpClient client;

  Download(HttpClient client) {
    this.client = client;
  }

  /** Downloads; the file is there and complete afterwards, or not there at all. */
  void to(Path file, SourceAccess source) throws InterruptedException {
    String problem = "";
    for (int i = 0; i < TRIES; i++) {
      if (i > 0) {
        log.warn("reading {}: {}; trying again", source.key(), problem);
        Thread.sleep(pause(i));
      }
      try {
        refuseWithoutSpace(file, source);
        problem = attempt(file, source);
        if (problem.isEmpty()) {
          return;
        }
      } catch (IOException e) {
        problem = e.toString();
      }
    }
    throw new ReelmillException(
        FailureCode.STORE_UNAVAILABLE,
        "%s could not be read in %d tries: %s".formatted(source.key(), TRIES, problem));
  }

  /** With jitter, so that a recovering store isn't met by all at once. */
  private static Duration pause(int tries) {
    long most = 300L << (2 * tries);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  private String attempt(Path file, SourceAccess source) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(source.url())).GET().build();
    HttpResponse<Path> response =
        unlessItStalls(
            file,
            client.sendAsync(
                request,
                info ->
                    info.statusCode() == 200
                        ? HttpResponse.BodySubscribers.ofFile(file)
                        : HttpResponse.BodySubscribers.replacing(file)));
    int status = response.statusCode();
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      throw new ReelmillException(
          FailureCode.STORE_UNAVAILABLE,
          "the object store refuses to give %s: HTTP status %d".formatted(source.key(), status));
    }
    if (status != 200) {
      return "HTTP status " + status;
    }
    long size = Files.size(file);
    return size == source.sizeBytes()
        ? ""
        : "%d bytes came, of %d".formatted(size, source.sizeBytes());
  }

  /** A request's own timeout ends when the body begins. */
  private static HttpResponse<Path> unlessItStalls(
      Path file, CompletableFuture<HttpResponse<Path>> answer)
      throws IOException, InterruptedException {
    long before = -1;
    try {
      while (true) {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size == before) {
          throw new IOException(
              "nothing came for %d s, after %d bytes".formatted(STALL.toSeconds(), size));
        }
        before = size;
        try {
          return answer.get(STALL.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          log.debug("{} bytes of {} so far", size, file);
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static void refuseWithoutSpace(Path file, SourceAccess source) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    FileStore disk = Files.getFileStore(folder);
    if (disk.getUsableSpace() < source.sizeBytes() + SPARE_BYTES) {
      throw new ReelmillException(
          FailureCode.DISK_FULL,
          "%d bytes of %s do not fit on the scratch disk, which has %d left"
              .formatted(source.sizeBytes(), source.key(), disk.getUsableSpace()));
    }
  }
}
