package dev.reelmill.coordinator.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideCarFilesTest {

  @TempDir Path folder;

  @Test
  void only_those_of_the_video_are_found_in_the_order_of_their_names() throws IOException {
    for (String name :
        List.of(
            "clip.mp4",
            "clip.srt",
            "clip.en.forced.vtt",
            "clip.de.ASS",
            "clip2.srt",
            "clip.2.srt",
            "clip.txt",
            "other.srt")) {
      Files.writeString(folder.resolve(name), "");
    }

    assertThat(SideCarFiles.beside(folder.resolve("clip.mp4")))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("clip.de.ASS", "clip.en.forced.vtt", "clip.srt");
  }
}
