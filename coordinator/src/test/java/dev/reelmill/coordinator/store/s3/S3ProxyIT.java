package dev.reelmill.coordinator.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.UploadTarget.Checksum;
import dev.reelmill.coordinator.store.Expected;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of S3Proxy, which checks signatures as AWS does: what is lent to workers, too. */
class S3ProxyIT extends S3Contract {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();

  private static S3Server server;
  private static S3ObjectStore store;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = S3Server.s3proxy(folder);
    store = open(server, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  protected S3Server server() {
    return server;
  }

  @Override
  protected S3ObjectStore store() {
    return store;
  }

  private HttpResponse<String> get(String url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private int put(String url, byte[] bytes, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(bytes));
    if (headers.length > 0) {
      request.headers(headers);
    }
    // The server ends a connection on which it refused a body: none is used twice.
    try (HttpClient fresh = HttpClient.newHttpClient()) {
      return fresh.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
  }

  @Test
  void url_to_read_is_good_for_one_key_and_for_reading() throws Exception {
    store().put(prefix + "a", bytes(), Expected.NOTHING);
    store().put(prefix + "b", bytes(), Expected.NOTHING);
    String url = store().lending().readUrl(prefix + "a", LONG);

    assertThat(get(url).body()).isEqualTo("some bytes");
    assertThat(get(url, "Range", "bytes=5-7"))
        .satisfies(part -> assertThat(part.statusCode()).isEqualTo(206))
        .satisfies(part -> assertThat(part.body()).isEqualTo("byt"));
    assertThat(get(url.replace(prefix + "a", prefix + "b")).statusCode()).isEqualTo(403);
    assertThat(get(url.replaceAll("\\?.*", "")).statusCode()).isEqualTo(403);
    assertThat(put(url, BYTES)).isEqualTo(403);
  }

  @Test
  void url_to_write_is_good_for_one_key_once() throws Exception {
    UploadTarget target = store().lending().target(prefix + "c", LONG);
    String url = target.url();

    assertThat(target.checksum()).isEqualTo(Checksum.MD5);
    assertThat(put(url, BYTES)).as("without If-None-Match").isEqualTo(403);
    assertThat(put(url.replace(prefix + "c", prefix + "d"), BYTES, "If-None-Match", "*"))
        .isEqualTo(403);
    assertThat(put(url, BYTES, "If-None-Match", "*", "Content-MD5", md5(new byte[1])))
        .as("other bytes than were meant")
        .isEqualTo(400);
    assertThat(store().find(prefix + "c")).isEmpty();
    assertThat(put(url, BYTES, "If-None-Match", "*", "Content-MD5", md5(BYTES))).isEqualTo(200);
    assertThat(put(url, new byte[3], "If-None-Match", "*")).isEqualTo(412);
    assertThat(get(url).statusCode()).isEqualTo(403);
    assertThat(read(store().find(prefix + "c").orElseThrow(), 0, 10)).isEqualTo(BYTES);
  }

  @Test
  void url_expires() throws Exception {
    store().put(prefix + "a", bytes(), Expected.NOTHING);
    String url = store().lending().readUrl(prefix + "a", Duration.ofSeconds(1));
    Awaitility.await().until(() -> get(url).statusCode() == 403);
  }
}
