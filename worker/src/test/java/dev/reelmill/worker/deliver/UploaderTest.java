package dev.reelmill.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.UploadTarget.Checksum;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class UploaderTest {

  private static final String SHA256 = "0".repeat(64);

  @TempDir Path folder;
  private final BlockingQueue<Headers> seen = new LinkedBlockingQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final RunControl control = new RunControl();
  private final CountDownLatch over = new CountDownLatch(1);
  private Executable meanwhile = () -> {};
  private HttpServer store;

  @BeforeEach
  void start() throws Exception {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          seen.add(exchange.getRequestHeaders());
          whatHappens();
          exchange.sendResponseHeaders(busy.getAndDecrement() > 0 ? 502 : 200, -1);
          exchange.close();
        });
    store.start();
  }

  private void whatHappens() throws IOException {
    try {
      meanwhile.execute();
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    store.stop(0);
  }

  private Headers put(@Nullable Checksum checksum) throws Exception {
    Path file = Files.writeString(folder.resolve("result"), "abc");
    String url = "http://127.0.0.1:" + store.getAddress().getPort() + "/r";
    try (HttpClient client = HttpClient.newHttpClient()) {
      new Uploader(client, Duration.ofMillis(10))
          .put(file, SHA256, new UploadTarget("r", url, checksum), control);
    }
    return seen.take();
  }

  @Test
  void result_outlasts_a_store_that_is_away_for_many_tries() throws Exception {
    busy.set(7);

    put(null);

    assertThat(seen).hasSize(7);
  }

  @Test
  void store_that_does_not_come_back_is_told_of_with_the_number_of_tries() {
    busy.set(Integer.MAX_VALUE);

    assertThatExceptionOfType(ReelmillException.class)
        .isThrownBy(() -> put(null))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
              assertThat(e)
                  .hasMessage("r could not be stored in %d tries: HTTP status 502", seen.size());
            });
    assertThat(seen).hasSizeGreaterThan(7);
  }

  @Test
  void store_that_is_away_does_not_hold_up_who_is_not_wanted_any_more() {
    busy.set(Integer.MAX_VALUE);
    meanwhile = () -> cancelAfter(3);

    assertThatExceptionOfType(ReelmillException.class)
        .isThrownBy(() -> put(null))
        .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.REVOKED));
    assertThat(seen).hasSize(3);
  }

  /** Less than such a store is waited for otherwise. */
  @Test
  @Timeout(20)
  void store_that_does_not_answer_does_not_hold_up_who_is_not_wanted_any_more() {
    meanwhile =
        () -> {
          control.cancel();
          over.await();
        };

    assertThatExceptionOfType(ReelmillException.class)
        .isThrownBy(() -> put(null))
        .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.REVOKED));
  }

  private void cancelAfter(int tries) {
    if (seen.size() == tries) {
      control.cancel();
    }
  }

  @Test
  void store_is_told_the_checksum_that_it_understands() throws Exception {
    Headers own = put(null);
    assertThat(own.getFirst("X-Checksum-Sha256")).isEqualTo(SHA256);
    assertThat(own).doesNotContainKey("Content-md5");

    Headers bucket = put(Checksum.MD5);
    // RFC 1321, A.5
    assertThat(bucket.getFirst("Content-MD5")).isEqualTo("kAFQmDzST7DWlj99KOF/cg==");
    assertThat(bucket).doesNotContainKey("X-checksum-sha256");
    assertThat(bucket.getFirst("If-None-Match")).isEqualTo("*");
  }
}
