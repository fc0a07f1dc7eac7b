package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.FilePlan.PlannedFile;
import dev.reelmill.coordinator.plan.FilePlan.Sound;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.FileSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilePlanTest {

  private static final List<PlannedRung> RUNGS =
      List.of(rung("1080p", "h264", 1080), rung("720p", "h264", 720), rung("vp9-480p", "vp9", 480));
  private static final Sound AAC = new Sound("audio", new AudioEncoding("aac", 1, 48_000, 2));
  private static final Sound SURROUND =
      new Sound("audio-6", new AudioEncoding("aac", 1, 48_000, 6));
  private static final Sound OPUS = new Sound("opus", new AudioEncoding("opus", 1, 48_000, 2));

  private static PlannedRung rung(String name, String codec, int height) {
    return new PlannedRung(
        name, new VideoEncoding(codec, "medium", 23, height * 2, height, 1, 1, 50));
  }

  @Test
  void best_rung_that_is_not_too_high_goes_with_stereo() {
    assertThat(FilePlan.of(RUNGS, List.of(SURROUND, AAC), Map.of("mp4", new FileSpec(720))))
        .containsExactly(new PlannedFile("720p.mp4", FileContainer.MP4, "720p", "audio"));
  }

  @Test
  void lowest_rung_stands_in_where_all_are_too_high() {
    assertThat(FilePlan.of(RUNGS, List.of(), Map.of("mp4", new FileSpec(240))))
        .containsExactly(new PlannedFile("720p.mp4", FileContainer.MP4, "720p", null));
  }

  @Test
  void webm_takes_only_what_browsers_play_in_it_and_is_never_silent_for_that() {
    Map<String, FileSpec> webm = Map.of("webm", new FileSpec(720));

    assertThat(FilePlan.of(RUNGS, List.of(AAC, OPUS), webm))
        .containsExactly(new PlannedFile("vp9-480p.webm", FileContainer.WEBM, "vp9-480p", "opus"));
    assertThat(FilePlan.of(RUNGS, List.of(AAC), webm)).isEmpty();
  }
}
