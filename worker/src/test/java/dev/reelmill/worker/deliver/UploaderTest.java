package dev.reelmill.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.UploadTarget.Checksum;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class UploaderTest {

  private static final String SHA256 = "0".repeat(64);

  @TempDir Path folder;
  private final BlockingQueue<Headers> seen = new LinkedBlockingQueue<>();
  private HttpServer store;

  @BeforeEach
  void start() throws Exception {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          seen.add(exchange.getRequestHeaders());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop(0);
  }

  private Headers put(@Nullable Checksum checksum) throws Exception {
    Path file = Files.writeString(folder.resolve("result"), "abc");
    String url = "http://127.0.0.1:" + store.getAddress().getPort() + "/r";
    try (HttpClient client = HttpClient.newHttpClient()) {
      new Uploader(client).put(file, SHA256, new UploadTarget("r", url, checksum));
    }
    return seen.take();
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
