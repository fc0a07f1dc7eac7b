package dev.reelmill.coordinator.upload;

import static dev.reelmill.coordinator.web.Http.header;
import static dev.reelmill.coordinator.web.Http.send;
import static dev.reelmill.coordinator.web.Http.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TusIT {

  private static final byte[] BYTES = new byte[300_000];

  @TempDir static Path folder;
  static UploadFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    new Random(3).nextBytes(BYTES);
    fixture = new UploadFixture(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  @BeforeEach
  void forget() {
    fixture.submitted.clear();
    fixture.failing = false;
  }

  @Test
  void options_announce_what_is_possible() throws Exception {
    var response = send("OPTIONS", fixture.server().url("/api/uploads"), new byte[0]);
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "Tus-Extension"))
        .contains("creation", "checksum", "termination", "expiration");
    assertThat(header(response, "Tus-Max-Size")).isEqualTo("10000000");
    assertThat(header(response, "Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256,md5");
  }

  @Test
  void pieces_become_a_video() throws Exception {
    URI upload = fixture.create(BYTES.length);
    var first = fixture.patch(upload, 0, java.util.Arrays.copyOf(BYTES, 1000));
    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(header(first, "Upload-Offset")).isEqualTo("1000");
    assertThat(header(first, "Upload-Expires")).endsWith("GMT");
    var last = fixture.patch(upload, 1000, java.util.Arrays.copyOfRange(BYTES, 1000, BYTES.length));

    String video = header(last, "Reelmill-Video");
    assertThat(video).hasSize(VideoId.LENGTH);
    assertThat(fixture.submitted)
        .containsExactly(
            new Submission(
                video,
                "clip",
                "clip.mov",
                "sources/" + video,
                BYTES.length,
                List.of(),
                null,
                "127.0.0.1"));
    assertThat(fixture.store.find("sources/" + video).orElseThrow().file()).hasBinaryContent(BYTES);
    var head = fixture.tus("HEAD", upload, new byte[0]);
    assertThat(header(head, "Reelmill-Video")).isEqualTo(video);
    assertThat(header(head, "Upload-Offset")).isEqualTo("300000");
    assertThat(fixture.submitted).hasSize(1);
    assertThat(fixture.tus("DELETE", upload, new byte[0]).statusCode()).isEqualTo(409);
  }

  @Test
  void subtitles_go_up_before_the_video_that_names_them() throws Exception {
    URI uploads = fixture.server().url("/api/uploads");
    byte[] title = "WEBVTT\n".getBytes(StandardCharsets.UTF_8);
    var created = create(uploads, title.length, "filename", "clip.en.vtt", "kind", "subtitles");
    URI subtitles = fixture.server().url(header(created, "Location"));
    String id = subtitles.getPath().substring(subtitles.getPath().lastIndexOf('/') + 1);
    assertThat(create(uploads, 5, "filename", "a.mov", "subtitles", id).statusCode())
        .as("a video that names subtitles which are not there yet")
        .isEqualTo(400);

    var last = fixture.patch(subtitles, 0, title);
    assertThat(last.statusCode()).isEqualTo(204);
    assertThat(last.headers().firstValue("Reelmill-Video")).isEmpty();
    fixture.uploads(Clock.systemUTC()).tidy();
    var video = create(uploads, 5, "filename", "clip.mov", "subtitles", id);
    fixture.patch(fixture.server().url(header(video, "Location")), 0, new byte[5]);

    assertThat(fixture.submitted).hasSize(1);
    SideCar sideCar = fixture.submitted.getFirst().sideCars().getFirst();
    assertThat(sideCar.fileName()).isEqualTo("clip.en.vtt");
    assertThat(fixture.store.find(sideCar.key()).orElseThrow().file()).hasBinaryContent(title);
  }

  @Test
  void subtitles_that_nobody_names_expire_and_other_files_are_none() throws Exception {
    URI uploads = fixture.server().url("/api/uploads");
    assertThat(create(uploads, 5, "filename", "a.exe", "kind", "subtitles").statusCode())
        .isEqualTo(400);
    URI subtitles =
        fixture
            .server()
            .url(header(create(uploads, 5, "filename", "a.srt", "kind", "subtitles"), "Location"));
    fixture.patch(subtitles, 0, new byte[5]);

    fixture.uploads(Clock.offset(Clock.systemUTC(), Duration.ofDays(2))).tidy();

    assertThat(fixture.tus("HEAD", subtitles, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(fixture.store.list("sources/")).noneMatch(file -> file.key().contains(".text"));
  }

  private static HttpResponse<byte[]> create(URI uploads, int length, String... metadata)
      throws Exception {
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < metadata.length; i += 2) {
      header.append(i == 0 ? "" : ",").append(metadata[i]).append(' ');
      byte[] value = metadata[i + 1].getBytes(StandardCharsets.UTF_8);
      header.append(Base64.getEncoder().encodeToString(value));
    }
    return fixture.tus(
        "POST",
        uploads,
        new byte[0],
        "Upload-Length",
        String.valueOf(length),
        "Upload-Metadata",
        header.toString());
  }

  @Test
  void creation_may_bring_bytes() throws Exception {
    var response =
        fixture.tus(
            "POST",
            fixture.server().url("/api/uploads"),
            BYTES,
            "Upload-Length",
            "300000",
            "Content-Type",
            "application/offset+octet-stream");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(header(response, "Reelmill-Video")).isNotEmpty();
    assertThat(fixture.submitted).hasSize(1);
  }

  @Test
  void creation_refuses_what_can_not_be() throws Exception {
    URI uploads = fixture.server().url("/api/uploads");
    var empty = fixture.tus("POST", uploads, new byte[0], "Upload-Length", "0");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(text(empty)).contains("source-empty");
    assertThat(fixture.tus("POST", uploads, new byte[0], "Upload-Length", "10000001").statusCode())
        .isEqualTo(413);
    assertThat(fixture.tus("POST", uploads, new byte[0], "Upload-Length", "-1").statusCode())
        .isEqualTo(400);
    assertThat(fixture.tus("POST", uploads, new byte[0]).statusCode()).isEqualTo(400);
    assertThat(
            fixture
                .tus(
                    "POST",
                    uploads,
                    new byte[0],
                    "Upload-Length",
                    "5",
                    "Upload-Metadata",
                    "filename ***")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void version_must_be_named() throws Exception {
    var response =
        send("POST", fixture.server().url("/api/uploads"), new byte[0], "Upload-Length", "5");
    assertThat(response.statusCode()).isEqualTo(412);
    assertThat(header(response, "Tus-Version")).isEqualTo("1.0.0");
  }

  @Test
  void patch_must_fit() throws Exception {
    URI upload = fixture.create(10);
    assertThat(fixture.patch(upload, 5, new byte[5]).statusCode()).isEqualTo(409);
    assertThat(fixture.patch(upload, 0, new byte[11]).statusCode()).isEqualTo(413);
    assertThat(fixture.tus("PATCH", upload, new byte[5], "Upload-Offset", "0").statusCode())
        .isEqualTo(415);
    assertThat(
            fixture.patch(fixture.server().url("/api/uploads/none"), 0, new byte[5]).statusCode())
        .isEqualTo(404);
    assertThat(fixture.offset(upload)).isEqualTo("0");
  }

  @Test
  void wrong_checksum_leaves_the_offset() throws Exception {
    URI upload = fixture.create(BYTES.length);
    fixture.patch(upload, 0, new byte[7]);
    var wrong =
        fixture.patch(
            upload, 7, new byte[10], "Upload-Checksum", "sha1 " + hash("SHA-1", new byte[11]));
    assertThat(wrong.statusCode()).isEqualTo(460);
    assertThat(fixture.offset(upload)).isEqualTo("7");
    for (String[] names :
        new String[][] {{"sha1", "SHA-1"}, {"sha256", "SHA-256"}, {"md5", "MD5"}}) {
      long offset = Long.parseLong(fixture.offset(upload));
      var right =
          fixture.patch(
              upload,
              offset,
              new byte[10],
              "Upload-Checksum",
              names[0] + " " + hash(names[1], new byte[10]));
      assertThat(right.statusCode()).isEqualTo(204);
    }
    assertThat(fixture.patch(upload, 37, new byte[1], "Upload-Checksum", "crc32 AAAA").statusCode())
        .isEqualTo(400);
  }

  private static String hash(String algorithm, byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  @Test
  void terminated_upload_is_gone() throws Exception {
    URI upload = fixture.create(10);
    fixture.patch(upload, 0, new byte[5]);
    assertThat(fixture.tus("DELETE", upload, new byte[0]).statusCode()).isEqualTo(204);
    assertThat(fixture.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(fixture.store.partial().ids()).doesNotContain(UploadFixture.id(upload));
  }

  @Test
  void method_may_be_overridden() throws Exception {
    URI upload = fixture.create(10);
    assertThat(
            fixture
                .tus("POST", upload, new byte[0], "X-HTTP-Method-Override", "DELETE")
                .statusCode())
        .isEqualTo(204);
  }
}
