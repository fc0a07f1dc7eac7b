package dev.reelmill.coordinator.playback;

import static dev.reelmill.coordinator.web.Http.get;
import static dev.reelmill.coordinator.web.Http.header;
import static dev.reelmill.coordinator.web.Http.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.publish.Playlist;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetTest {

  @TempDir static Path folder;
  static PlaybackFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new PlaybackFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void whole_object_comes_with_type_validators_and_long_cache() throws Exception {
    var response = get(fixture.object());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(fixture.bytes);
    assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "ETag")).startsWith("\"");
    assertThat(header(response, "Cache-Control")).contains("immutable");
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @Test
  void any_range_gives_those_bytes_of_the_file() throws Exception {
    Random random = new Random(1);
    int size = fixture.bytes.length;
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(size);
      int last = first + random.nextInt(size);
      boolean suffix = i % 3 == 0;
      var response =
          get(
              fixture.object(),
              "Range",
              suffix ? "bytes=-" + (size - first) : "bytes=" + first + "-" + last);
      int end = suffix ? size : Math.min(last + 1, size);
      assertThat(response.statusCode()).isEqualTo(206);
      assertThat(header(response, "Content-Range"))
          .isEqualTo("bytes " + first + "-" + (end - 1) + "/" + size);
      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(fixture.bytes, first, end));
    }
  }

  @Test
  void range_behind_the_end_is_416_with_the_size() throws Exception {
    var response = get(fixture.object(), "Range", "bytes=200000-");
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */200000");
  }

  @Test
  void several_ranges_are_answered_with_the_whole() throws Exception {
    var response = get(fixture.object(), "Range", "bytes=0-1,5-6");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(fixture.bytes);
  }

  @Test
  void if_range_decides_between_part_and_whole() throws Exception {
    var whole = get(fixture.object());
    String etag = header(whole, "ETag");
    String date = header(whole, "Last-Modified");
    assertThat(ranged("If-Range", etag)).isEqualTo(206);
    assertThat(ranged("If-Range", date)).isEqualTo(206);
    assertThat(ranged("If-Range", "\"other\"")).isEqualTo(200);
    assertThat(ranged("If-Range", "W/" + etag)).isEqualTo(200);
    assertThat(ranged("If-Range", "Mon, 01 Jan 2035 00:00:00 GMT")).isEqualTo(200);
    assertThat(ranged("If-Range", "Sat, 01 Jan 2000 00:00:00 GMT")).isEqualTo(200);
  }

  private static int ranged(String name, String value) throws Exception {
    return get(fixture.object(), "Range", "bytes=0-9", name, value).statusCode();
  }

  @Test
  void what_the_client_has_is_not_sent_again() throws Exception {
    var whole = get(fixture.object());
    String etag = header(whole, "ETag");
    var same = get(fixture.object(), "If-None-Match", "\"x\", W/" + etag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(header(same, "ETag")).isEqualTo(etag);
    assertThat(ranged("If-Modified-Since", header(whole, "Last-Modified"))).isEqualTo(304);
    assertThat(ranged("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")).isEqualTo(206);
    assertThat(ranged("If-None-Match", "\"x\"")).isEqualTo(206);
    assertThat(ranged("If-Match", "\"x\"")).isEqualTo(412);
    assertThat(ranged("If-Match", etag)).isEqualTo(206);
  }

  @Test
  void playlist_is_asked_for_anew_each_time() throws Exception {
    var first = get(fixture.media("master.m3u8"));
    assertThat(header(first, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    String etag = header(first, "ETag");
    assertThat(get(fixture.media("master.m3u8"), "If-None-Match", etag).statusCode())
        .isEqualTo(304);

    fixture.playlist = new Playlist("#EXTM3U\n#EXT-X-ENDLIST\n", false);
    HttpResponse<byte[]> grown = get(fixture.media("master.m3u8"), "If-None-Match", etag);
    assertThat(text(grown)).contains("ENDLIST");
  }

  @Test
  void what_is_not_there_is_404() throws Exception {
    for (String path :
        new String[] {"720p.m3u8", "nothing.mp4", "../sources/v", "%2e%2e/x", "a%00b", ""}) {
      assertThat(get(fixture.media(path)).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void signed_url_lends_one_object_for_a_while() throws Exception {
    var url = fixture.readUrl(PlaybackFixture.KEY, Duration.ofMinutes(1));
    assertThat(get(url, "Range", "bytes=5-9").body())
        .isEqualTo(Arrays.copyOfRange(fixture.bytes, 5, 10));
    assertThat(get(java.net.URI.create(url.toString().replace("0000-1", "0000-2"))).statusCode())
        .isEqualTo(403);
    assertThat(get(fixture.writeUrl(PlaybackFixture.KEY, Duration.ofMinutes(1))).statusCode())
        .isEqualTo(403);
    assertThat(get(fixture.readUrl(PlaybackFixture.KEY, Duration.ofSeconds(-2))).statusCode())
        .isEqualTo(403);
    assertThat(get(fixture.readUrl("videos/none", Duration.ofMinutes(1))).statusCode())
        .isEqualTo(404);
  }

  @Test
  void front_server_is_told_where_the_file_is(@TempDir Path other) throws Exception {
    try (var behind = new PlaybackFixture(other, "/internal/")) {
      var response = get(behind.object());
      assertThat(header(response, "X-Accel-Redirect"))
          .isEqualTo("/internal/" + PlaybackFixture.KEY);
      assertThat(response.body()).isEmpty();
    }
  }
}
