package dev.reelmill.coordinator.upload;

import static dev.reelmill.coordinator.web.Http.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.json.Json;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to a store on a disk of two megabytes. */
@DisplayName("An upload that meets trouble")
class TroubledUploadIT {

  private static final int LENGTH = 1_200_000;

  @TempDir Path folder;
  private Path disk;
  private UploadFixture fixture;

  @BeforeEach
  void start() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
        "left out: only root can mount a small disk");
    fixture = new UploadFixture(disk);
  }

  @AfterEach
  void stop() throws Exception {
    if (fixture != null) {
      fixture.close();
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  @DisplayName("goes on where it was: after a client that went, a wrong checksum, a full disk")
  void goesOnWhereItWas() throws Exception {
    byte[] bytes = new byte[LENGTH];
    new Random(4).nextBytes(bytes);
    Arrays.fill(bytes, 0, 1000, (byte) 0);
    URI upload = fixture.create(LENGTH);

    try (Socket gone = fixture.begin(upload, LENGTH)) {
      await().until(() -> fixture.offset(upload).equals("1000") || gone.isClosed());
    }
    byte[] rest = Arrays.copyOfRange(bytes, 1000, LENGTH);
    HttpResponse<byte[]> wrong =
        fixture.patch(upload, 1000, rest, "Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assertThat(wrong.statusCode()).isEqualTo(460);
    assertThat(fixture.offset(upload)).isEqualTo("1000");

    Path other = Files.write(disk.resolve("other"), new byte[1_400_000]);
    HttpResponse<byte[]> full = fixture.patch(upload, 1000, rest);
    assertThat(full.statusCode()).isEqualTo(507);
    assertThat(Json.tree(new String(full.body(), StandardCharsets.UTF_8)).path("code").asText())
        .isEqualTo("disk-full");
    assertThat(fixture.submitted).isEmpty();
    int kept = Integer.parseInt(fixture.offset(upload));
    assertThat(kept).as("what had room is kept").isBetween(1000, LENGTH - 1);

    Files.delete(other);
    HttpResponse<byte[]> last =
        fixture.patch(upload, kept, Arrays.copyOfRange(bytes, kept, LENGTH));
    String video = header(last, "Reelmill-Video");
    assertThat(fixture.store.find("sources/" + video).orElseThrow().file()).hasBinaryContent(bytes);
  }

  @Test
  @DisplayName("is swept when nobody went on with it for the time that is set")
  void isSwept() throws Exception {
    URI upload = fixture.create(LENGTH);
    fixture.patch(upload, 0, new byte[1000]);

    fixture.uploads(Clock.offset(Clock.systemUTC(), Duration.ofHours(23))).tidy();
    assertThat(fixture.offset(upload)).as("it may be resumed so long").isEqualTo("1000");
    fixture.uploads(Clock.offset(Clock.systemUTC(), Duration.ofHours(25))).tidy();

    assertThat(fixture.tus("HEAD", upload, UploadFixture.NOTHING).statusCode()).isEqualTo(404);
    assertThat(fixture.store.partial().ids()).isEmpty();
  }
}
