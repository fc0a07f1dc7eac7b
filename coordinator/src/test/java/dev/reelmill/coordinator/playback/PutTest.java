package dev.reelmill.coordinator.playback;

import static dev.reelmill.coordinator.web.Http.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutTest {

  private static final String KEY = "videos/v/360p/0001-9.mp4";
  private static final byte[] BYTES = new byte[3_000_000];

  @TempDir Path folder;
  PlaybackFixture fixture;
  URI url;

  @BeforeEach
  void start() throws Exception {
    fixture = new PlaybackFixture(folder);
    url = fixture.writeUrl(KEY, Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void object_is_written_once() throws Exception {
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES));
    assertThat(put(url, sha256)).isEqualTo(201);
    assertThat(fixture.store.find(KEY).orElseThrow().file()).hasBinaryContent(BYTES);
    assertThat(put(url, sha256)).isEqualTo(412);
  }

  @Test
  void wrong_checksum_leaves_nothing() throws Exception {
    assertThat(put(url, "0".repeat(64))).isEqualTo(400);
    assertThat(fixture.store.find(KEY)).isEmpty();
  }

  @Test
  void signature_must_fit_and_hold() throws Exception {
    assertThat(put(fixture.readUrl(KEY, Duration.ofMinutes(1)), "")).isEqualTo(403);
    assertThat(put(fixture.writeUrl(KEY, Duration.ofSeconds(-2)), "")).isEqualTo(403);
    assertThat(put(fixture.server().url("/objects/" + KEY), "")).isEqualTo(403);
  }

  @Test
  void write_once_must_be_asked_for() throws Exception {
    assertThat(send("PUT", url, BYTES).statusCode()).isEqualTo(428);
  }

  @Test
  void broken_connection_leaves_nothing() throws Exception {
    try (Socket socket = fixture.server().connect()) {
      sendHead(socket, "Content-Length: 3000000");
      OutputStream out = socket.getOutputStream();
      out.write(new byte[1_000_000]);
      await().until(() -> incoming() == 1);
    }
    await().until(() -> incoming() == 0);
    assertThat(fixture.store.find(KEY)).isEmpty();
  }

  private void sendHead(Socket socket, String length) throws Exception {
    String head =
        "PUT "
            + url.getRawPath()
            + "?"
            + url.getRawQuery()
            + " HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n"
            + length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  /** The beginning of one whose length is not said, with a chunk of its body. */
  private void sendChunk(Socket socket, int bytes) throws Exception {
    sendHead(socket, "Transfer-Encoding: chunked");
    OutputStream out = socket.getOutputStream();
    out.write((Integer.toHexString(bytes) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[bytes]);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void object_comes_in_pieces_while_it_grows() throws Exception {
    try (Socket socket = fixture.server().connect()) {
      sendChunk(socket, 5000);
      await().until(() -> incoming() == 1);
      assertThat(fixture.store.find(KEY)).isEmpty();
      socket.getOutputStream().write("2\r\nxy\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> fixture.store.find(KEY).isPresent());
    }
    assertThat(fixture.store.find(KEY).orElseThrow().sizeBytes()).isEqualTo(5002);
  }

  @Test
  void growing_object_that_is_broken_off_leaves_nothing() throws Exception {
    try (Socket socket = fixture.server().connect()) {
      sendChunk(socket, 5000);
      await().until(() -> incoming() == 1);
    }
    await().until(() -> incoming() == 0);
    assertThat(fixture.store.find(KEY)).isEmpty();
  }

  @Test
  void server_that_stops_does_not_wait_for_what_grows() throws Exception {
    try (Socket socket = fixture.server().connect()) {
      sendChunk(socket, 5000);
      await().until(() -> incoming() == 1);
      fixture.server().refuse();
      await().until(() -> incoming() == 0);
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    assertThat(fixture.store.find(KEY)).isEmpty();
  }

  private long incoming() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("incoming"))) {
      return files.count();
    }
  }

  private static int put(URI url, String sha256) throws Exception {
    return sha256.isEmpty()
        ? send("PUT", url, BYTES, "If-None-Match", "*").statusCode()
        : send("PUT", url, BYTES, "If-None-Match", "*", "X-Checksum-Sha256", sha256).statusCode();
  }
}
