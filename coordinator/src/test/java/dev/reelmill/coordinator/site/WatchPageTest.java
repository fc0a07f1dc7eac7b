package dev.reelmill.coordinator.site;

import static dev.reelmill.coordinator.web.Http.get;
import static dev.reelmill.coordinator.web.Http.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import dev.reelmill.coordinator.publish.Playlist;
import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.publish.VideoPictures;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.FileLink;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.publish.VideoTexts;
import dev.reelmill.coordinator.publish.VideoTexts.ChapterStart;
import dev.reelmill.coordinator.publish.VideoTexts.Subtitles;
import dev.reelmill.coordinator.web.Routes;
import dev.reelmill.coordinator.web.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page shows of a finished video besides the video. */
class WatchPageTest implements Publications {

  private static final PictureSize TILE = new PictureSize(160, 90);

  private static final VideoPictures PICTURES =
      new VideoPictures(
          null,
          new PicturesPack(
              "videos/v/pictures/7.pack",
              4000,
              "0123456789abcdef",
              List.of(
                  new Picture("large-1.jpg", new PictureSize(1280, 720), 0, 1000),
                  new Picture("large-2.jpg", new PictureSize(1280, 720), 1000, 1000),
                  new Picture("storyboard-1.jpg", new PictureSize(320, 90), 2000, 1000),
                  new Picture(PicturesPack.PREVIEW, new PictureSize(320, 180), 3000, 1000)),
              List.of(1, 2),
              new Storyboard(TILE, 2, 1, Rational.of(30)),
              2),
          2);

  private static final VideoTexts TEXTS =
      new VideoTexts(
          List.of(new Subtitles("text-1.vtt", "German", "de", false, true)),
          List.of(
              new ChapterStart(Duration.ZERO, "Opening"),
              new ChapterStart(Duration.ofSeconds(61), "<The rest>")));

  private TestServer server;

  @BeforeEach
  void start() {
    Routes routes = new Routes();
    Site site = new Site(this);
    site.register(routes);
    site.registerUpload(routes, SiteTest.PROFILES);
    server = new TestServer(routes, site.errorPages());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void poster_is_the_picked_candidate_and_scenes_are_parts_of_the_sheets() throws Exception {
    String page = page();

    assertThat(page)
        .contains("poster=\"/media/v/pictures/poster.jpg?v=0123456789ab-2\"")
        .contains("<svg viewBox=\"160 0 160 90\"")
        .contains("href=\"/videos/v?t=30\"")
        .contains(
            "<image href=\"/media/v/pictures/storyboard-1.jpg?v=0123456789ab-2\""
                + " width=\"320\" height=\"90\"/>");
    assertThat(page)
        .as("the poster's form is only the uploader's")
        .doesNotContain("id=\"posters\"");
    assertThat(text(get(server.url("/"))))
        .contains("data-preview=\"/media/v/pictures/preview.webp?v=0123456789ab-2\"");
  }

  @Test
  void chapters_and_subtitles_are_listed_and_loaded() throws Exception {
    assertThat(page())
        .containsSubsequence(
            "<li data-at=\"0\">",
            ">0:00<",
            ">Opening<",
            "<li data-at=\"61000\">",
            ">1:01<",
            ">&lt;The rest&gt;<")
        .contains("<track kind=\"chapters\" src=\"/media/v/chapters.vtt\"")
        .contains(
            "<track kind=\"subtitles\" src=\"/media/v/text-1.vtt\" label=\"German\""
                + " srclang=\"de\" default>");
  }

  @Test
  void files_are_sources_and_downloads_with_their_sizes() throws Exception {
    assertThat(page())
        .contains("<source src=\"/media/v/files/7-720p.mp4\" type=\"video/mp4\">")
        .containsPattern(
            "<a href=\"/media/v/files/7-720p.mp4\" type=\"video/mp4\" download>720p.mp4</a>"
                + " \\(1\\.2.MB\\)");
  }

  private String page() throws Exception {
    return text(get(server.url("/videos/v")));
  }

  @Override
  public Optional<VideoStatus> status(String video) {
    return Optional.of(
        new VideoStatus(
            "v",
            "A film",
            1,
            State.PUBLISHED,
            Instant.parse("2026-11-22T10:00:00Z"),
            Duration.ofSeconds(70),
            true,
            PICTURES,
            1,
            null,
            null,
            List.of("720p"),
            List.of(),
            List.of(),
            null,
            null,
            null,
            List.of(new FileLink("720p.mp4", "video/mp4", "files/7-720p.mp4", 1_234_567)),
            true,
            List.of()));
  }

  @Override
  public VideoTexts texts(String video) {
    return TEXTS;
  }

  @Override
  public Optional<Playlist> playlist(String video, String path) {
    return Optional.empty();
  }

  @Override
  public List<VideoStatus> newest(int limit) {
    return status("v").stream().toList();
  }
}
