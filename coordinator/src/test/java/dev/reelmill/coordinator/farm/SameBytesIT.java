package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.coordinator.publish.ProgressiveFile;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@DisplayName("The same source and profile")
class SameBytesIT {

  private static final int SECONDS = 7;

  @TempDir Path folder;

  @Test
  @DisplayName("give the same bytes in every codec, whoever encodes which segment and when")
  void giveTheSameBytes() throws Exception {
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    Path clip = ffmpeg.clip(folder.resolve("clip.mp4"), 320, 180, SECONDS);

    Map<String, List<String>> byOne = hashes(clip, 1);
    Map<String, List<String>> byThree = hashes(clip, 3);

    assertThat(byOne)
        .containsKeys("180p", "hevc-180p", "av1-180p", "vp9-180p", "180p.mp4", "av1-180p.webm");
    assertThat(byOne.get("180p")).as("segments").hasSizeGreaterThan(2);
    assertThat(byThree).isEqualTo(byOne);
  }

  /** SHA-256 of each object of each rendition, and of each file. */
  private Map<String, List<String>> hashes(Path clip, int workers) throws Exception {
    try (FarmFixture farm = new FarmFixture(folder.resolve("data" + workers), workers, "codecs")) {
      String video = farm.submit(clip);
      VideoStatus status = farm.awaitStatus(video, VideoStatus::settled);
      assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
      PublishedMedia media = farm.farm.coordinator().publications().media(video).orElseThrow();
      Map<String, List<String>> hashes = new TreeMap<>();
      Stream.concat(media.rungs().stream(), media.audio().stream())
          .forEach(track -> hashes.put(track.name(), hashes(track)));
      for (ProgressiveFile planned : media.files()) {
        AssembledFile file = Objects.requireNonNull(planned.file(), planned.name());
        hashes.put(planned.name(), List.of(file.sha256()));
      }
      return hashes;
    }
  }

  private static List<String> hashes(Track track) {
    return track.objects().stream().map(MediaObject::sha256).toList();
  }
}
