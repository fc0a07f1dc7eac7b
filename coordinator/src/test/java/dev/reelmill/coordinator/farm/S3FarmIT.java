package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.publish.HlsPlaylists;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.store.s3.S3Server;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A farm whose objects are in a bucket that only the coordinator has a key of. */
@Tag("long")
class S3FarmIT {

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;
  static S3Server s3;
  static FarmFixture fixture;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    s3 = S3Server.s3proxy(folder);
    fixture = new FarmFixture(folder.resolve("data"), 2, "quick", s3.farmSettings());
  }

  @AfterAll
  static void stop() {
    if (fixture != null) {
      fixture.close();
    }
    if (s3 != null) {
      s3.close();
    }
  }

  private HttpResponse<byte[]> get(Path path, String... headers)
      throws IOException, InterruptedException {
    URI url = fixture.farm.coordinator().url().resolve("/media/" + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void video_plays_out_of_the_bucket() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("made.mp4"), 640, 360, 6);
    String video = Uploads.upload(fixture.farm.coordinator().url().resolve("/api/uploads"), clip);
    VideoStatus status = fixture.awaitEnd(video);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);

    PublishedMedia media = fixture.farm.coordinator().publications().media(video).orElseThrow();
    assertThat(media.rungs()).isNotEmpty();
    Path written = fetch(media, video);
    for (Track rung : media.rungs()) {
      assertThat(ffmpeg.frames(written.resolve(HlsPlaylists.name(rung))))
          .isEqualTo(ffmpeg.frames(clip));
    }
    assertThat(get(Path.of(video, HlsPlaylists.MASTER)).statusCode()).isEqualTo(200);
    assertThat(get(Path.of(video, "pictures/poster.jpg")).statusCode()).isEqualTo(200);
    checkKept(video);
  }

  /** All objects of all rungs, as a player gets them. */
  private Path fetch(PublishedMedia media, String video) throws Exception {
    Path written = Files.createTempDirectory(folder, "written");
    HlsPlaylists playlists = new HlsPlaylists(media, ObjectPaths.plain());
    for (Track rung : media.rungs()) {
      Files.writeString(written.resolve(HlsPlaylists.name(rung)), playlists.media(rung));
      for (int i = 0; i < rung.objects().size(); i++) {
        MediaObject object = rung.objects().get(i);
        Path path = Path.of(object.key().substring("videos/".length()));
        byte[] bytes = get(path).body();
        assertThat(sha256(bytes)).isEqualTo(object.sha256());
        checkRange(path, bytes);
        Path target = written.resolve(ObjectPaths.plain().path(rung, i, object));
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
      }
    }
    assertThat(get(Path.of(video, "720p/9999-1.mp4")).statusCode()).isEqualTo(404);
    return written;
  }

  private void checkRange(Path path, byte[] bytes) throws Exception {
    HttpResponse<byte[]> part = get(path, "Range", "bytes=100-299");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 300));
    String etag = part.headers().firstValue("ETag").orElseThrow();
    assertThat(get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** In the bucket, and nowhere on this machine's disk but in workers' scratch folders. */
  private static void checkKept(String video) {
    List<String> keys =
        fixture.farm.coordinator().store().list(ObjectKeys.prefix(video)).stream()
            .filter(object -> !object.isLocal())
            .map(StoredObject::key)
            .toList();
    assertThat(keys).isNotEmpty();
    assertThat(fixture.farm.data().store().resolve("objects")).doesNotExist();
  }

  @Test
  void workers_are_told_of_no_bucket_no_key_and_no_folder() {
    assertThat(fixture.farm.environmentOf("worker-1"))
        .doesNotContainKey("REELMILL_WORKER_STORE")
        .allSatisfy(
            (name, value) -> {
              assertThat(name).doesNotContain("S3").doesNotContain("AWS");
              assertThat(value).doesNotContain(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
            });
  }
}
