package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.store.Exchange;
import dev.reelmill.worker.store.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads a range of an object into its place in a file, in several tries if need be, each of
 * which goes on where the one before it ended.
 */
final class Download {

  private static final Logger log = LoggerFactory.getLogger(Download.class);

  /** A store that gives nothing for so long gives no more on this connection. */
  private static final Duration STALL = Duration.ofSeconds(30);

  private final HttpClient client;
  private final SourceAccess source;
  private final FileChannel file;
  private final RunControl control;
  private final ByteRange range;
  private final AtomicLong position;

  Download(
      HttpClient client,
      SourceAccess source,
      FileChannel file,
      ByteRange range,
      RunControl control) {
    this.client = client;
    this.source = source;
    this.file = file;
    this.range = range;
    this.control = control;
    this.position = new AtomicLong(range.from());
  }

  /**
   * Downloads; all of the range is there afterwards.
   *
   * @throws ReelmillException {@link FailureCode#STORE_UNAVAILABLE}, {@link FailureCode#DISK_FULL}
   *     or {@link FailureCode#REVOKED}
   * @throws RangeRefusedException if the store gives whole objects only
   */
  void run() throws InterruptedException {
    Patience patience = new Patience(Patience.FIRST_PAUSE);
    String problem;
    do {
      if (control.isCancelled()) {
        throw stopped();
      }
      try {
        problem = attempt();
        if (problem.isEmpty()) {
          return;
        }
      } catch (IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left on device")) {
          throw new ReelmillException(
              FailureCode.DISK_FULL, source.key() + " does not fit on the scratch disk: " + e, e);
        }
        problem = e.toString();
      }
      log.warn("reading {}: {}", source.key(), problem);
    } while (patience.tryAgain());
    throw new ReelmillException(
        FailureCode.STORE_UNAVAILABLE,
        "%s could not be read in %d tries: %s".formatted(source.key(), patience.tries(), problem));
  }

  private static ReelmillException stopped() {
    return new ReelmillException(FailureCode.REVOKED, "stopped while reading the source");
  }

  private String attempt() throws IOException, InterruptedException {
    long from = position.get();
    boolean whole = from == 0 && range.to() == source.sizeBytes();
    int wanted = whole ? 200 : 206;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(source.url())).GET();
    if (!whole) {
      request.header("Range", "bytes=%d-%d".formatted(from, range.to() - 1));
    }
    int status =
        Exchange.await(
                client.sendAsync(request.build(), info -> body(info.statusCode() == wanted)),
                new Progress()::look)
            .statusCode();
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      throw new ReelmillException(
          FailureCode.STORE_UNAVAILABLE,
          "the object store refuses to give %s: HTTP status %d".formatted(source.key(), status));
    }
    if (status == 200 && !whole) {
      throw new RangeRefusedException(source.key());
    }
    if (status != wanted) {
      return "HTTP status " + status;
    }
    long here = position.get();
    return here == range.to()
        ? ""
        : "%d bytes came, of %d".formatted(here - from, range.to() - from);
  }

  private BodySubscriber<?> body(boolean wanted) {
    return wanted
        ? BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::write))
        : BodySubscribers.replacing(0);
  }

  private void write(byte[] bytes) {
    try {
      long at = position.get();
      if (at + bytes.length > range.to()) {
        throw new IOException("more bytes came than were asked for");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer, at + buffer.position());
      }
      position.addAndGet(bytes.length);
      control.fetched(bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request's own timeout ends when the body begins. */
  private final class Progress {

    private long moved = System.nanoTime();
    private long before = position.get();

    void look() throws IOException {
      if (control.isCancelled()) {
        throw stopped();
      }
      if (position.get() != before) {
        before = position.get();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALL.toNanos()) {
        throw new IOException(
            "nothing came for %d s, after %d bytes"
                .formatted(STALL.toSeconds(), before - range.from()));
      }
    }
  }
}
