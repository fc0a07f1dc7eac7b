package dev.reelmill.coordinator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteIT {

  @TempDir static Path folder;
  static SitePreview preview;
  static Chromium chromium;
  static Browser browser;
  static Path clip;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(Chromium.isInstalled(), "left out: Chromium is not installed");
    var ffmpeg = BundledFfmpeg.find(folder);
    Assumptions.assumeTrue(
        ffmpeg.isPresent(), "left out: worker/target/ffmpeg is missing, build the worker first");
    clip = folder.resolve("clip one.mp4");
    ffmpeg
        .get()
        .run(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:r=25:d=16",
            "-f",
            "lavfi",
            "-i",
            "sine=d=16",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            clip.toString());
    preview = new SitePreview(folder, ffmpeg.get());
    chromium = new Chromium();
    browser = chromium.browser();
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (preview != null) {
      preview.close();
    }
  }

  @Test
  void clip_uploaded_through_the_page_plays_while_it_grows() {
    try (Page page = browser.newPage()) {
      page.navigate(preview.url("/upload").toString());
      page.fill("#title", "A first clip");
      page.setInputFiles("#file", clip);
      PlaywrightAssertions.assertThat(page.locator("#profile option"))
          .hasText(new String[] {"web, the usual", "audio", "film"});
      page.selectOption("#profile", "film");
      page.click("#send");
      page.waitForURL("**/videos/*");
      String video = page.url().substring(page.url().lastIndexOf('/') + 1);
      assertThat(preview.farm().profile(video)).isEqualTo("film");
      await().atMost(Duration.ofSeconds(60)).until(() -> preview.farm().segments(video) > 4);

      preview.farm().reveal(video, 2);
      PlaywrightAssertions.assertThat(page.locator("#sentence")).containsText("2 of 8 segments");
      PlaywrightAssertions.assertThat(page.locator("#grid .cell.done")).hasCount(3);
      PlaywrightAssertions.assertThat(page.locator("#player")).isVisible();
      page.evaluate(
          "() => { const v = document.getElementById('player'); v.muted = true; return v.play() }");
      page.waitForFunction("() => document.getElementById('player').currentTime > 1");

      preview.farm().reveal(video, 8);
      PlaywrightAssertions.assertThat(page.locator("#state")).hasText("Ready");
      page.waitForFunction(
          "() => document.getElementById('player').duration > 15.5",
          null,
          new Page.WaitForFunctionOptions().setTimeout(60_000));
      page.evaluate("() => { document.getElementById('player').currentTime = 11.5 }");
      page.waitForFunction("() => document.getElementById('player').currentTime > 12.5");
      assertThat(page.evaluate("() => document.getElementById('player').error")).isNull();
      assertThat(page.evaluate("() => document.getElementById('player').dataset.error || null"))
          .isNull();
    }
  }

  @Test
  void form_page_and_player_work_without_scripts() {
    var options = new Browser.NewContextOptions().setJavaScriptEnabled(false);
    try (Page page = browser.newContext(options).newPage()) {
      page.navigate(preview.url("/upload").toString());
      page.setInputFiles("#file", clip);
      page.selectOption("#profile", "audio");
      page.click("#send");
      page.waitForURL("**/videos/*");
      String video = page.url().substring(page.url().lastIndexOf('/') + 1);
      assertThat(preview.farm().profile(video)).isEqualTo("audio");
      await().atMost(Duration.ofSeconds(60)).until(() -> preview.farm().segments(video) > 4);
      preview.farm().reveal(video, 3);
      page.reload();
      PlaywrightAssertions.assertThat(page.locator("#sentence")).containsText("3 of 8 segments");
      preview.farm().reveal(video, 8);
      page.reload();
      await().until(() -> number(page, "readyState") > 0);
      page.evaluate(
          "() => { const v = document.getElementById('player'); v.muted = true; v.play() }");
      await().until(() -> number(page, "currentTime") > 1);
      assertThat(page.evaluate("() => document.getElementById('player').error")).isNull();
    }
  }

  /** Of the player; waitForFunction does not work in a page without scripts. */
  private static double number(Page page, String property) {
    Object value = page.evaluate("name => document.getElementById('player')[name]", property);
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  @Test
  void upload_goes_on_after_a_broken_connection_and_a_reload() throws Exception {
    Path large = folder.resolve("large.mp4");
    byte[] bytes = new byte[60_000_000];
    System.arraycopy(Files.readAllBytes(clip), 0, bytes, 0, (int) Files.size(clip));
    Files.write(large, bytes);
    try (Page page = browser.newPage()) {
      page.navigate(preview.url("/upload").toString());
      var cdp = page.context().newCDPSession(page);
      cdp.send("Network.enable");
      cdp.send("Network.emulateNetworkConditions", throttled(8_000_000));
      page.setInputFiles("#file", large);
      page.click("#send");
      page.waitForFunction("() => document.getElementById('bar').value > 5");
      page.reload();
      PlaywrightAssertions.assertThat(page.locator("#unfinished")).containsText("large.mp4");
      cdp.send("Network.emulateNetworkConditions", throttled(-1));
      page.setInputFiles("#file", large);
      page.click("#send");
      page.waitForURL("**/videos/*");
      assertThat(preview.farm().submissions.getLast().profile()).as("nothing chosen").isNull();
      assertThat(preview.farm().submissions.getLast().sizeBytes()).isEqualTo(bytes.length);
      assertThat(
              preview
                  .store()
                  .find(preview.farm().submissions.getLast().sourceKey())
                  .orElseThrow()
                  .file())
          .hasSameBinaryContentAs(large);
    }
  }

  private static JsonObject throttled(int uploadBytesPerSecond) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", uploadBytesPerSecond);
    return conditions;
  }
}
