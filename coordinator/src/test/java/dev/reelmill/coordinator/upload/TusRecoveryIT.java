package dev.reelmill.coordinator.upload;

import static dev.reelmill.coordinator.web.Http.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads by tus whose connections drop, whose end is not noticed, and that never end. */
class TusRecoveryIT {

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
    fixture.failing = false;
  }

  @Test
  void dropped_connection_keeps_what_came() throws Exception {
    URI upload = fixture.create(1_000_000);
    Socket socket = fixture.begin(upload, 1_000_000);
    await().until(() -> fixture.store.partial().size(UploadFixture.id(upload)).getAsLong() == 1000);
    socket.close();
    assertThat(fixture.offset(upload)).isEqualTo("1000");
    assertThat(fixture.patch(upload, 1000, new byte[5]).statusCode()).isEqualTo(204);
  }

  @Test
  void newer_request_cuts_off_one_that_hangs() throws Exception {
    URI upload = fixture.create(1_000_000);
    try (Socket hanging = fixture.begin(upload, 1_000_000)) {
      await()
          .until(() -> fixture.store.partial().size(UploadFixture.id(upload)).getAsLong() == 1000);
      assertThat(fixture.offset(upload)).isEqualTo("1000");
      assertThat(hanging.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void crash_between_last_byte_and_video_is_mended_by_the_next_look() throws Exception {
    fixture.failing = true;
    URI upload = fixture.create(10);
    assertThat(fixture.patch(upload, 0, new byte[10]).statusCode()).isEqualTo(500);
    fixture.failing = false;
    String video = header(fixture.tus("HEAD", upload, new byte[0]), "Reelmill-Video");
    assertThat(fixture.submitted).extracting(Submission::video).containsExactly(video);
  }

  @Test
  void crash_is_mended_at_start_too_and_only_once() throws Exception {
    fixture.failing = true;
    URI upload = fixture.create(10);
    fixture.patch(upload, 0, new byte[10]);
    fixture.failing = false;
    fixture.uploads.tidy();
    fixture.uploads.tidy();
    assertThat(fixture.submitted).hasSize(1);
    assertThat(header(fixture.tus("HEAD", upload, new byte[0]), "Reelmill-Video")).isNotEmpty();
    assertThat(fixture.submitted).hasSize(1);
  }

  @Test
  void unfinished_upload_expires() throws Exception {
    URI upload = fixture.create(10);
    fixture.patch(upload, 0, new byte[5]);
    fixture.uploads.tidy();
    assertThat(fixture.offset(upload)).isEqualTo("5");
    fixture.uploads(Clock.offset(Clock.systemUTC(), Duration.ofHours(25))).tidy();
    assertThat(fixture.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(fixture.store.partial().ids()).doesNotContain(UploadFixture.id(upload));
  }
}
