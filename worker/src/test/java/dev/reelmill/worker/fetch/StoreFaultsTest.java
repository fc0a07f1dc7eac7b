package dev.reelmill.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.worker.deliver.Uploader;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A store that does not do as it should")
@SuppressWarnings("NullAway.Init")
class StoreFaultsTest {

  private static final int SIZE = 100_000;

  /** What the store does once, before all is well again. */
  enum Fault {
    /** 503. */
    BUSY,
    /** Ends the connection without a word. */
    CUT,
    /** Announces all and sends a half. */
    TRUNCATED,
    /** Says that a half is all. */
    SHORT
  }

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile int putStatus = 201;
  private HttpServer store;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", this::serve);
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop(0);
    client.close();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is read from again, and no part of a source is taken for all of it")
  void isReadFromAgain(Fault fault) throws Exception {
    faults.add(fault);
    SourceFiles files = new SourceFiles(null, folder, SIZE, client);

    try (Source lease = files.whole(new SourceAccess("a", url("a"), SIZE), new RunControl())) {
      assertThat(Files.readAllBytes(lease.file())).isEqualTo(bytes(SIZE));
    }
    assertThat(requests).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "CUT"})
  @DisplayName("is written to again")
  void isWrittenToAgain(Fault fault) throws Exception {
    faults.add(fault);

    put();

    assertThat(requests).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "507, DISK_FULL,           1",
    "403, STORE_UNAVAILABLE,   1",
    "400, VERIFICATION_FAILED, 2"
  })
  @DisplayName("is believed when it says that it will not do")
  void isBelieved(int status, FailureCode code, int tries) {
    putStatus = status;

    assertThatExceptionOfType(ReelmillException.class)
        .isThrownBy(this::put)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    assertThat(requests).hasValue(tries);
  }

  @Test
  @DisplayName("leaves no file behind that nobody uses when the disk is short of space")
  void copiesAreGivenBack() throws Exception {
    SourceFiles files = new SourceFiles(null, folder, 10 * SIZE, client);
    files.whole(new SourceAccess("a", url("a"), SIZE), new RunControl()).close();
    Source used = files.whole(new SourceAccess("b", url("b"), SIZE), new RunControl());

    files.evictUnused();

    try (var left = Files.list(folder)) {
      assertThat(left.toList()).isEqualTo(List.of(used.file()));
    }
  }

  private void put() throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("result"), bytes(SIZE));
    new Uploader(client)
        .put(file, "0".repeat(64), new UploadTarget("r", url("r")), new RunControl());
  }

  private String url(String key) {
    return "http://127.0.0.1:" + store.getAddress().getPort() + "/" + key;
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Fault fault = faults.poll();
    try (exchange) {
      if (fault == Fault.CUT) {
        return;
      }
      exchange.getRequestBody().readAllBytes();
      if (fault == Fault.BUSY) {
        exchange.sendResponseHeaders(503, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        exchange.sendResponseHeaders(putStatus, -1);
      } else {
        give(exchange, fault);
      }
    }
  }

  private static void give(HttpExchange exchange, @Nullable Fault fault) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=|-.*", ""));
    int left = SIZE - from;
    exchange.sendResponseHeaders(range == null ? 200 : 206, fault == Fault.SHORT ? left / 2 : left);
    exchange.getResponseBody().write(bytes(SIZE), from, fault == null ? left : left / 2);
  }
}
