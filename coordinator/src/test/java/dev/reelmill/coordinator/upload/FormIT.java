package dev.reelmill.coordinator.upload;

import static dev.reelmill.coordinator.web.Http.header;
import static dev.reelmill.coordinator.web.Http.send;
import static dev.reelmill.coordinator.web.Http.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormIT {

  @TempDir static Path folder;
  static UploadFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new UploadFixture(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  @BeforeEach
  void forget() {
    fixture.submitted.clear();
  }

  @Test
  void file_becomes_a_video_whose_page_comes_next() throws Exception {
    byte[] bytes = new byte[5_000_000];
    new Random(5).nextBytes(bytes);
    for (boolean titleFirst : new boolean[] {true, false}) {
      var response = post(form(bytes, "my clip.mov", titleFirst));
      assertThat(response.statusCode()).isEqualTo(303);
      Submission submission = fixture.submitted.getLast();
      assertThat(header(response, "Location")).isEqualTo("/videos/" + submission.video());
      assertThat(submission.title()).isEqualTo("Die Ö");
      assertThat(submission.fileName()).isEqualTo("my clip.mov");
      assertThat(fixture.store.find(submission.sourceKey()).orElseThrow().file())
          .hasBinaryContent(bytes);
    }
  }

  @Test
  void subtitles_come_with_the_video_whatever_stands_first() throws Exception {
    String title = "1\n00:00:01,000 --> 00:00:02,000\nHi\n";
    String part = "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n%s\r\n--b";
    String form =
        String.join(
            "\r\n",
            "--b",
            part.formatted("subtitles", "clip.en.srt", title),
            part.formatted("file", "clip.mov", "bytes"),
            part.formatted("subtitles", "notes.txt", "no subtitles"),
            part.formatted("subtitles", "clip.de.vtt", "WEBVTT\n") + "--\r\n");

    assertThat(post(form.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(303);

    Submission submission = fixture.submitted.getLast();
    assertThat(submission.fileName()).isEqualTo("clip.mov");
    assertThat(submission.sideCars())
        .extracting(SideCar::fileName)
        .containsExactly("clip.en.srt", "clip.de.vtt");
    assertThat(fixture.store.find(submission.sideCars().getFirst().key()).orElseThrow().file())
        .hasContent(title);
    assertThat(fixture.store.partial().ids()).isEmpty();
  }

  @Test
  void empty_file_and_no_file_are_refused() throws Exception {
    var response = post(form(new byte[0], "", true));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(text(response)).contains("source-empty");
    assertThat(
            post("--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n--b--\r\n"
                    .getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(400);
    assertThat(fixture.store.partial().ids()).isEmpty();
    assertThat(send("POST", fixture.server().url("/upload"), new byte[5]).statusCode())
        .isEqualTo(415);
  }

  @Test
  void too_large_a_file_is_refused() throws Exception {
    assertThat(post(form(new byte[10_000_001], "a.mov", true)).statusCode()).isEqualTo(413);
    assertThat(fixture.store.partial().ids()).isEmpty();
  }

  @Test
  void whoever_is_refused_gets_to_read_why_while_sending_the_rest() throws Exception {
    byte[] form = form(new byte[10_050_000], "a.mov", true);
    int late = 30_000;
    try (Socket socket = fixture.server().connect()) {
      begin(socket, form, form.length - late);
      socket.setSoTimeout(10_000);
      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
      // Or a client would take the connection for its next request.
      assertThat(answer.lines().takeWhile(line -> !line.isEmpty()))
          .anyMatch(line -> line.equalsIgnoreCase("Connection: close"));
      socket.getOutputStream().write(form, form.length - late, late);
      assertThat(answer.lines()).anyMatch(line -> line.contains("upload.max-size"));
    }
  }

  private static void begin(Socket socket, byte[] form, int bytes) throws IOException {
    String head =
        "POST /upload HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n"
            + "Content-Length: "
            + form.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(form, 0, bytes);
  }

  @Test
  void broken_connection_leaves_nothing() throws Exception {
    byte[] form = form(new byte[500_000], "a.mov", true);
    try (Socket socket = fixture.server().connect()) {
      begin(socket, form, 300_000);
      await().until(() -> fixture.store.partial().ids().size() == 1);
    }
    await().until(() -> fixture.store.partial().ids().isEmpty());
    assertThat(fixture.submitted).isEmpty();
  }

  private HttpResponse<byte[]> post(byte[] form) throws Exception {
    return send(
        "POST",
        fixture.server().url("/upload"),
        form,
        "Content-Type",
        "multipart/form-data; boundary=b");
  }

  private static byte[] form(byte[] bytes, String fileName, boolean titleFirst) throws Exception {
    String title = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nDie Ö\r\n";
    var form = new ByteArrayOutputStream();
    form.write((titleFirst ? title : "").getBytes(StandardCharsets.UTF_8));
    form.write(
        ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: video/quicktime\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.write(bytes);
    form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    form.write((titleFirst ? "" : title).getBytes(StandardCharsets.UTF_8));
    form.write("--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }
}
