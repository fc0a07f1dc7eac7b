package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.testing.Chromium;
import java.time.Duration;

/** A player in a browser that buffers a whole video, and plays it to its end. */
final class PlayerRun {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Times as fast as it is meant to be seen: nothing here depends on the pace. */
  private static final int PACE = 4;

  private PlayerRun() {}

  /**
   * Requires one unbroken buffer from 0 to the end, and no error on the way there.
   *
   * @param address of the page with the player
   * @param seconds how long the video is
   * @param frame seconds that it may be off
   * @return what the page told at the end
   */
  static JsonNode throughAll(String address, double seconds, double frame) {
    try (Chromium chromium = new Chromium();
        Page page = chromium.browser().newPage()) {
      page.navigate(address);
      JsonNode buffered =
          await()
              .atMost(PATIENCE)
              .until(() -> look(page), seen -> isFull(seen) || !seen.path("problems").isEmpty());
      assertThat(buffered.path("problems")).as("%s", buffered).isEmpty();
      assertThat(buffered.path("duration").asDouble()).isCloseTo(seconds, within(frame));
      assertThat(buffered.path("buffered")).as("%s", buffered).hasSize(1);
      assertThat(buffered.path("buffered").path(0).path(0).asDouble()).isLessThan(0.01);

      page.evaluate(
          "pace => { const v = document.getElementById('player'); v.playbackRate = pace; v.play() }",
          PACE);
      JsonNode end =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> look(page),
                  seen -> seen.path("ended").asBoolean() || !seen.path("problems").isEmpty());
      assertThat(end.path("problems")).as("%s", end).isEmpty();
      assertThat(end.path("buffered")).as("%s", end).hasSize(1);
      assertThat(end.path("time").asDouble()).isCloseTo(seconds, within(2 * frame));
      return end;
    }
  }

  private static JsonNode look(Page page) {
    return Json.tree(String.valueOf(page.evaluate("() => JSON.stringify(window.look())")));
  }

  private static boolean isFull(JsonNode seen) {
    JsonNode ranges = seen.path("buffered");
    double end = ranges.path(ranges.size() - 1).path(1).asDouble();
    return seen.path("duration").asDouble() > 0 && end > seen.path("duration").asDouble() - 0.1;
  }
}
