package dev.reelmill.coordinator.site;

import static dev.reelmill.coordinator.web.Http.get;
import static dev.reelmill.coordinator.web.Http.header;
import static dev.reelmill.coordinator.web.Http.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelmill.coordinator.publish.Playlist;
import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.FileLink;
import dev.reelmill.coordinator.publish.VideoStatus.Piece;
import dev.reelmill.coordinator.publish.VideoStatus.PieceState;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.web.Routes;
import dev.reelmill.coordinator.web.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteTest implements Publications {

  static final ProfileChoice PROFILES =
      new ProfileChoice() {
        @Override
        public String usual() {
          return "web";
        }

        @Override
        public List<String> names() {
          return List.of("web", "film", "audio");
        }
      };

  final AtomicInteger looks = new AtomicInteger();
  volatile VideoStatus status = status(State.ENCODING, 0.25, null);
  TestServer server;

  static VideoStatus status(State state, double fraction, @Nullable String failure) {
    return new VideoStatus(
        "v",
        "<b>Title</b> & more",
        1,
        state,
        Instant.parse("2026-11-22T10:00:00Z"),
        Duration.ofMillis(65_500),
        fraction > 0,
        null,
        fraction,
        2.468,
        Duration.ofSeconds(100),
        List.of("720p", "360p"),
        List.of(new Piece(PieceState.DONE, 1), new Piece(PieceState.RUNNING, 0.5)),
        List.of(),
        null,
        failure,
        null,
        List.of(new FileLink("720p.mp4", "video/mp4", "files/7-720p.mp4", 1_234_567)),
        state.isFinal(),
        List.of());
  }

  @BeforeEach
  void start() {
    Routes routes = new Routes();
    Site site = new Site(this, Duration.ofMillis(20), Duration.ofMillis(200));
    site.register(routes);
    site.registerUpload(routes, PROFILES);
    server = new TestServer(routes, site.errorPages());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void page_shows_text_as_text_and_has_no_inline_script() throws Exception {
    String page = text(get(server.url("/videos/v")));
    assertThat(page).contains("&lt;b&gt;Title&lt;/b&gt; &amp; more").doesNotContain("<b>Title");
    assertThat(page)
        .contains("25 % done, 1 of 2 segments, at 2.5× real time, about 2 minutes left");
    assertThat(page)
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContain(" style=", "onclick");
  }

  @Test
  void page_without_scripts_comes_again_only_until_it_plays() throws Exception {
    assertThat(text(get(server.url("/videos/v")))).doesNotContain("http-equiv");
    status = status(State.ENCODING, 0, null);
    assertThat(text(get(server.url("/videos/v")))).contains("http-equiv=\"refresh\"");
  }

  @Test
  void failed_video_says_why() throws Exception {
    status = status(State.FAILED, 0, "The file is empty.");
    assertThat(text(get(server.url("/videos/v"))))
        .contains("The file is empty.")
        .doesNotContain("data-events");
  }

  @Test
  void lists_and_errors_are_pages() throws Exception {
    assertThat(text(get(server.url("/")))).contains("href=\"/videos/v\"");
    assertThat(text(get(server.url("/upload")))).contains("enctype=\"multipart/form-data\"");
    var missing = get(server.url("/videos/none"), "Accept", "text/html");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(text(missing)).contains("There is no video none.");
  }

  @Test
  void upload_page_has_a_menu_of_profiles_with_the_usual_one_chosen() throws Exception {
    String page = text(get(server.url("/upload")));

    assertThat(
            page.replaceAll("(?s).*<select id=\"profile\" name=\"profile\"(.*)</select>.*", "$1"))
        .containsSubsequence(
            "<option value=\"\">web, the usual</option>",
            "<option value=\"audio\">audio</option>",
            "<option value=\"film\">film</option>")
        .doesNotContain("value=\"web\"");
  }

  @Test
  void assets_are_kept_for_good() throws Exception {
    String page = text(get(server.url("/")));
    String css = page.replaceAll("(?s).*href=\"(/assets/[^\"]*site.css)\".*", "$1");
    var asset = get(server.url(css));
    assertThat(header(asset, "Cache-Control")).contains("immutable");
    assertThat(header(asset, "Content-Type")).startsWith("text/css");
    assertThat(header(get(server.url("/assets/old/site.css")), "Cache-Control"))
        .isEqualTo("no-cache");
  }

  @Test
  void state_is_json() throws Exception {
    var json = new ObjectMapper().readTree(text(get(server.url("/api/videos/v"))));
    assertThat(json.get("state").textValue()).isEqualTo("encoding");
    assertThat(json.get("durationSeconds").doubleValue()).isEqualTo(65.5);
    assertThat(json.get("fraction").doubleValue()).isEqualTo(0.25);
    assertThat(json.get("segments").get(1).get("state").textValue()).isEqualTo("running");
    assertThat(json.get("failure").isNull()).isTrue();
    assertThat(get(server.url("/api/videos/none")).statusCode()).isEqualTo(404);
  }

  @Test
  void events_come_with_each_change_and_end_with_the_final_state() throws Exception {
    try (var events = listen("")) {
      assertThat(events.readLine()).isEqualTo("event: status");
      assertThat(events.readLine()).startsWith("id: ");
      assertThat(events.readLine()).contains("\"fraction\":0.25");
      events.readLine();
      status = status(State.ENCODING, 0.5, null);
      assertThat(nextData(events)).contains("\"fraction\":0.5");
      status = status(State.PUBLISHED, 1, null);
      assertThat(nextData(events)).contains("published");
      assertThat(events.lines().filter(line -> line.startsWith("data"))).isEmpty();
    }
  }

  @Test
  void listener_that_knows_the_state_gets_only_signs_of_life() throws Exception {
    String id;
    try (var events = listen("")) {
      events.readLine();
      id = events.readLine().substring("id: ".length());
    }
    try (var events = listen(id)) {
      assertThat(events.readLine()).isEqualTo(":");
      status = status(State.ENCODING, 0.75, null);
      assertThat(nextData(events)).contains("\"fraction\":0.75");
    }
  }

  @Test
  void final_state_that_is_known_tells_the_browser_to_stay_away() throws Exception {
    status = status(State.PUBLISHED, 1, null);
    String id = Snapshot.of(status).id();
    assertThat(get(server.url("/api/videos/v/events"), "Last-Event-ID", id).statusCode())
        .isEqualTo(204);
    assertThat(get(server.url("/api/videos/none/events")).statusCode()).isEqualTo(404);
  }

  @Test
  void video_is_looked_up_once_for_all_listeners_and_not_without_any() throws Exception {
    var feed = new StatusFeed(this, Duration.ofMillis(20));
    looks.set(0);
    try (var one = feed.listen("v");
        var two = feed.listen("v")) {
      assertThat(one.next("", Duration.ofSeconds(5))).isPresent();
      assertThat(two.next("", Duration.ofSeconds(5))).isPresent();
      assertThat(looks.get()).isLessThanOrEqualTo(2);
      assertThat(feed.watchedVideos()).isEqualTo(1);
      await().until(() -> looks.get() > 3);
    }
    assertThat(feed.watchedVideos()).isZero();
  }

  private BufferedReader listen(String lastEventId) throws IOException {
    var connection =
        URI.create(server.url("/api/videos/v/events").toString()).toURL().openConnection();
    connection.setRequestProperty("Last-Event-ID", lastEventId);
    var reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    // the sign of life at the beginning
    reader.readLine();
    reader.readLine();
    return reader;
  }

  private static String nextData(BufferedReader events) throws IOException {
    for (String line; (line = events.readLine()) != null; ) {
      if (line.startsWith("data: ")) {
        return line;
      }
    }
    return "";
  }

  @Override
  public Optional<Playlist> playlist(String video, String path) {
    return Optional.empty();
  }

  @Override
  public Optional<VideoStatus> status(String video) {
    looks.incrementAndGet();
    return video.equals("v") ? Optional.of(status) : Optional.empty();
  }

  @Override
  public List<VideoStatus> newest(int limit) {
    return List.of(status);
  }
}
