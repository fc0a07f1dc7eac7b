package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@DisplayName("A title that is easy to encode")
class TitleIT {

  private static final double TARGET_XPSNR = 38;

  @TempDir Path folder;

  /** Two slides that stand, as in a talk. */
  private Path slides() throws Exception {
    Path clip = folder.resolve("slides.mp4");
    BundledFfmpeg.find(folder)
        .orElseThrow()
        .run(
            "-f",
            "lavfi",
            "-i",
            "smptehdbars=s=640x360:r=25:d=4,drawgrid=w=40:h=40:t=2:c=white",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:r=25,trim=end_frame=1,loop=99:1,setpts=N/25/TB",
            "-filter_complex",
            "concat=n=2",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-crf",
            "8",
            "-pix_fmt",
            "yuv420p",
            clip.toString());
    return clip;
  }

  @Test
  @DisplayName("takes fewer bytes than a fixed ladder, and looks as good as was wanted")
  void takesFewerBytes() throws Exception {
    Path clip = slides();
    try (FarmFixture farm = new FarmFixture(folder.resolve("data"), 2, "title")) {
      JsonNode fixed = report(farm, farm.submit(clip, "title-fixed"));
      JsonNode fitted = report(farm, farm.submit(clip));

      assertThat(fixed.path("perTitle")).isEmpty();
      JsonNode told = fitted.path("perTitle").path(0);
      assertThat(told.path("fixed")).as("%s", told).hasSize(fixed.path("renditions").size());
      assertThat(told.path("fitted")).hasSize(fitted.path("renditions").size());
      double saved = 1 - (double) bytes(fitted) / bytes(fixed);
      assertThat(saved).as("%s", told).isGreaterThan(0.2);
      assertThat(told.path("bytesSavedInStore").asDouble()).isGreaterThan(0.2);
      assertThat(fitted.path("quality").path(0).path("xpsnr").asDouble())
          .as("%s", fitted.path("quality"))
          .isBetween(TARGET_XPSNR - 1, fixed.path("quality").path(0).path("xpsnr").asDouble());
    }
  }

  private static JsonNode report(FarmFixture farm, String video) {
    VideoStatus status = farm.awaitStatus(video, VideoStatus::settled);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    return Json.MAPPER.valueToTree(
        farm.farm
            .coordinator()
            .publications()
            .report(video, ObjectPaths.stored(video))
            .orElseThrow());
  }

  private static long bytes(JsonNode report) {
    long bytes = 0;
    for (JsonNode rendition : report.path("renditions")) {
      bytes += rendition.path("sizeBytes").asLong();
    }
    assertThat(bytes).isPositive();
    return bytes;
  }
}
