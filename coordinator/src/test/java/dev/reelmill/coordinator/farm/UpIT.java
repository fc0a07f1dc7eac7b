package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does: {@code up}, a browser, Ctrl-C; and what happens to a farm: it is killed. */
class UpIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;

  @BeforeAll
  static void find() throws IOException {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
  }

  @Test
  void a_clip_uploaded_in_a_browser_plays_before_it_is_finished() throws Exception {
    Assumptions.assumeTrue(Chromium.isInstalled(), "left out: Chromium is not installed");
    Path clip = ffmpeg.clip(folder.resolve("watched.mp4"), 640, 360, 24);
    Path log = folder.resolve("watched.log");
    try (UpProcess up = new UpProcess(folder.resolve("watched"), log);
        Chromium chromium = new Chromium();
        Page page = chromium.browser().newPage()) {
      page.navigate(up.url("/upload").toString());
      page.setInputFiles("#file", clip);
      page.click("#send");
      page.waitForURL("**/videos/*");
      String video = page.url().substring(page.url().lastIndexOf('/') + 1);

      await().atMost(PATIENCE).until(() -> up.status(video).path("playable").asBoolean());
      play(page);
      await().atMost(PATIENCE).until(() -> number(page, "currentTime") > 1);
      assertThat(unfinished(up.status(video))).as("segments to come while it plays").isPositive();

      await()
          .atMost(PATIENCE)
          .until(() -> up.status(video).path("state").asText().equals("published"));
      await().atMost(PATIENCE).until(() -> number(page, "duration") > 23.9);
      // The first seam is at 4 s.
      page.evaluate("() => { document.getElementById('player').currentTime = 3.2 }");
      await().atMost(PATIENCE).until(() -> number(page, "currentTime") > 5);
      assertNoError(page);
      playsWithoutScripts(chromium.browser(), up.url("/videos/" + video).toString());
    }
    assertThat(Files.readString(log)).doesNotContain("ERROR", "\tat ");
  }

  private static void playsWithoutScripts(Browser browser, String url) {
    var options = new Browser.NewContextOptions().setJavaScriptEnabled(false);
    try (Page page = browser.newContext(options).newPage()) {
      page.navigate(url);
      await().atMost(PATIENCE).until(() -> number(page, "readyState") > 0);
      play(page);
      await().atMost(PATIENCE).until(() -> number(page, "currentTime") > 1);
      assertNoError(page);
    }
  }

  private static void play(Page page) {
    page.evaluate(
        "() => { const v = document.getElementById('player'); v.muted = true; v.play() }");
  }

  private static void assertNoError(Page page) {
    assertThat(page.evaluate("() => document.getElementById('player').error")).isNull();
    assertThat(page.evaluate("() => document.getElementById('player').dataset.error || null"))
        .isNull();
  }

  private static double number(Page page, String property) {
    Object value = page.evaluate("name => document.getElementById('player')[name]", property);
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static long unfinished(JsonNode status) {
    return StreamSupport.stream(status.path("segments").spliterator(), false)
        .filter(piece -> !piece.path("state").asText().equals("done"))
        .count();
  }

  @Test
  void a_killed_coordinator_goes_on_where_it_was() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("killed-up.mp4"), 640, 360, 14);
    Path data = folder.resolve("killed-up");
    Path log = folder.resolve("killed-up.log");
    String video;
    List<ProcessHandle> orphans;
    try (UpProcess up = new UpProcess(data, log)) {
      video = Uploads.upload(up.url("/api/uploads"), clip);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                JsonNode status = up.status(video);
                return status.path("segments").size() > 0
                    && unfinished(status) < status.path("segments").size();
              });
      orphans = up.family();
      up.kill();
    }
    // Workers and their FFmpegs end by themselves when their farm is gone.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));

    try (UpProcess up = new UpProcess(data, log)) {
      await()
          .atMost(PATIENCE)
          .until(() -> up.status(video).path("state").asText().equals("published"));
      assertThat(ffmpeg.frames(Uploads.download(up, video, folder.resolve("played"))))
          .isEqualTo(14 * 25);
      List<ProcessHandle> family = up.family();
      assertThat(family).isNotEmpty();
      up.close();
      assertThat(family).noneMatch(ProcessHandle::isAlive);
    }
  }
}
