package dev.reelmill.coordinator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.coordinator.store.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site over a bucket, as a process of its own, that is left when the coordinator has stopped. */
@Tag("long")
@SuppressWarnings("NullAway.Init")
class S3SiteIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir static Path folder;
  private static S3Server s3;
  private static BreakableFarm farm;
  private static SiteProcess site;
  private static URI media;
  private static String video;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void publishAndStopTheCoordinator() throws Exception {
    s3 = S3Server.s3proxy(folder);
    Map<String, String> settings = new HashMap<>(s3.farmSettings());
    settings.put(
        "profile", Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT).toString());
    farm = new BreakableFarm(new FarmShape(folder.resolve("farm"), 1, 1, settings));
    video = farm.client().upload(TinyClip.in(folder, 3), PATIENCE);
    Oracle oracle = new Oracle(farm);
    await().atMost(PATIENCE).until(() -> oracle.isPublished(video));
    RoleProcess coordinator = farm.coordinators().getFirst();
    coordinator.terminate();
    assertThat(coordinator.awaitEnd(PATIENCE)).isTrue();
    site = SiteProcess.start(farm, "site", s3.farmSettings());
    media = site.url().resolve("/media/" + video + "/");
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
    if (farm != null) {
      farm.close();
    }
    if (s3 != null) {
      s3.close();
    }
  }

  private HttpResponse<byte[]> ask(String method, URI url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(URI url, String... headers)
      throws IOException, InterruptedException {
    return ask("GET", url, headers);
  }

  private String text(URI url) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(url);
    assertThat(answer.statusCode()).as(url.toString()).isEqualTo(200);
    return new String(answer.body(), UTF_8);
  }

  /** Of the one rung. */
  private URI firstObject() throws IOException, InterruptedException {
    return media.resolve(firstLine(text(media.resolve(rung())), "mp4"));
  }

  private String rung() throws IOException, InterruptedException {
    return firstLine(text(media.resolve("master.m3u8")), "p.m3u8");
  }

  private static String firstLine(String playlist, String end) {
    return playlist
        .lines()
        .filter(line -> !line.startsWith("#") && line.endsWith(end))
        .findFirst()
        .orElseThrow(() -> new AssertionError(playlist));
  }

  private void awaitSite() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get(site.url().resolve("/health/ready")).statusCode() == 200);
  }

  @Test
  void pages_and_playlists_are_there_and_no_coordinator_is() throws Exception {
    awaitSite();
    assertThat(farm.coordinators().getFirst().exitCode()).hasValue(143);
    assertThat(text(site.url())).contains(video);
    assertThat(text(site.url().resolve("/videos/" + video))).contains("tiny-3");
    assertThat(text(media.resolve(rung()))).contains("#EXT-X-BYTERANGE", "#EXT-X-ENDLIST");
    assertThat(get(media.resolve("pictures/poster.jpg")).statusCode()).isEqualTo(200);
    assertThat(farm.data().store().resolve("objects")).as("all is in the bucket").doesNotExist();
  }

  @Test
  void bytes_come_out_of_the_bucket_in_ranges() throws Exception {
    awaitSite();
    URI object = firstObject();
    HttpResponse<byte[]> whole = get(object);
    byte[] bytes = whole.body();
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(new String(bytes, 4, 4, UTF_8)).isEqualTo("ftyp");

    HttpResponse<byte[]> part = get(object, "Range", "bytes=100-299");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range"))
        .hasValue("bytes 100-299/" + bytes.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 300));

    HttpResponse<byte[]> end = get(object, "Range", "bytes=-50");
    assertThat(end.statusCode()).isEqualTo(206);
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 50, bytes.length));

    HttpResponse<byte[]> beyond = get(object, "Range", "bytes=" + bytes.length + "-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + bytes.length);
  }

  @Test
  void range_of_what_has_changed_is_all_of_it() throws Exception {
    awaitSite();
    URI object = firstObject();
    HttpResponse<byte[]> head = ask("HEAD", object);
    String etag = head.headers().firstValue("ETag").orElseThrow();
    byte[] bytes = get(object).body();

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
    for (String known : List.of(etag, "\"another\"")) {
      HttpResponse<byte[]> answer = get(object, "Range", "bytes=0-9", "If-Range", known);
      assertThat(answer.statusCode()).as(known).isEqualTo(known.equals(etag) ? 206 : 200);
      assertThat(answer.body()).as(known).hasSize(known.equals(etag) ? 10 : bytes.length);
    }
    assertThat(get(object, "If-None-Match", etag).statusCode()).isEqualTo(304);
  }
}
