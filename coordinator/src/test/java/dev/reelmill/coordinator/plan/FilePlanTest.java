package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.FilePlan.PlannedFile;
import dev.reelmill.coordinator.plan.FilePlan.Sound;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.FileSpec;
import dev.reelmill.coordinator.plan.Profile.FilesSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilePlanTest {

  private static final List<PlannedRung> RUNGS =
      List.of(
          rung("1080p", VideoCodec.H264, 1080),
          rung("720p", VideoCodec.H264, 720),
          rung("vp9-480p", VideoCodec.VP9, 480));
  private static final Sound AAC =
      new Sound("audio", new AudioEncoding(AudioCodec.AAC, 1, 48_000, 2));
  private static final Sound SURROUND =
      new Sound("audio-6", new AudioEncoding(AudioCodec.AAC, 1, 48_000, 6));
  private static final Sound OPUS =
      new Sound("opus", new AudioEncoding(AudioCodec.OPUS, 1, 48_000, 2));

  private static PlannedRung rung(String name, VideoCodec codec, int height) {
    return new PlannedRung(
        name,
        new VideoEncoding(
            codec,
            "medium",
            23,
            height * 2,
            height,
            1,
            1,
            50,
            Rational.of(25),
            1,
            DynamicRange.SDR));
  }

  @Test
  void best_rung_that_is_not_too_high_goes_with_stereo() {
    assertThat(FilePlan.of(RUNGS, List.of(SURROUND, AAC), new FilesSpec(new FileSpec(720), null)))
        .containsExactly(new PlannedFile("720p.mp4", FileContainer.MP4, "720p", "audio"));
  }

  @Test
  void lowest_rung_stands_in_where_all_are_too_high() {
    assertThat(FilePlan.of(RUNGS, List.of(), new FilesSpec(new FileSpec(240), null)))
        .containsExactly(new PlannedFile("720p.mp4", FileContainer.MP4, "720p", null));
  }

  @Test
  void webm_takes_only_what_browsers_play_in_it_and_is_never_silent_for_that() {
    FilesSpec webm = new FilesSpec(null, new FileSpec(720));

    assertThat(FilePlan.of(RUNGS, List.of(AAC, OPUS), webm))
        .containsExactly(new PlannedFile("vp9-480p.webm", FileContainer.WEBM, "vp9-480p", "opus"));
    assertThat(FilePlan.of(RUNGS, List.of(AAC), webm)).isEmpty();
  }
}
