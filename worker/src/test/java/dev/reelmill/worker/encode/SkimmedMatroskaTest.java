package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.worker.FileStore;
import dev.reelmill.worker.fetch.JoinedClusters;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A Matroska source that a worker goes through from block to block")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkimmedMatroskaTest {

  private PartialClips clips = new PartialClips(Path.of(""));

  @BeforeAll
  void record(@TempDir Path folder) {
    clips = new PartialClips(folder);
    clips.record("first.mkv", 16);
  }

  @AfterAll
  void close() {
    clips.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "plain.mkv,      -i first.mkv -c copy",
    "slices.mkv,     -i first.mkv -c:v libx264 -preset ultrafast -x264-params slices=4 -b:v 10M -qmax 12 -c:a libopus",
    "variable.mkv,   -i first.mkv -vf framestep=2 -fps_mode vfr -c:v libx264 -preset ultrafast -g 25 -bf 3 -b:v 10M -qmax 12 -c:a libmp3lame",
    "mpeg2.mkv,      -i first.mkv -c:v mpeg2video -bf 2 -g 15 -b:v 12M -qmax 8 -c:a mp2",
    "mpeg2i.mkv,     -i first.mkv -c:v mpeg2video -flags +ildct+ilme -top 1 -bf 2 -g 15 -b:v 12M -qmax 8 -c:a aac -ac 2",
    "groups.mkv,     -i first.mkv -c copy -bsf:v setts=duration=39 -bsf:a setts=duration=20",
  })
  @DisplayName("is inspected, and its sound encoded, as if it were all there")
  void alike(String name, String arguments) throws IOException {
    clips.make(name, arguments);
    clips.skimmedAlike(name);
  }

  @Test
  @DisplayName("is the same if frames of sound come together in one block")
  void laced() throws Exception {
    byte[] first = Files.readAllBytes(clips.folder().resolve("first.mkv"));
    Files.write(clips.folder().resolve("laced.mkv"), JoinedClusters.of(first, 2, 4));
    try (FileStore store = new FileStore(clips.folder(), true)) {
      clips.inspectedAlike(store, "laced.mkv");
      // It does not tell how long frames are, so that FFmpeg takes a gap for lost, in all of it
      // too.
      RunControl listening = new RunControl();
      clips.soundAlike(store, "laced.mkv", listening);
      assertThat(listening.fallback()).contains("some of the sound did not decode");
    }
  }

  @Test
  @DisplayName("is fetched whole if its pictures are so small that little could be left out")
  void smallPictures() throws IOException {
    clips.make(
        "small.mkv",
        "-i first.mkv -f lavfi -i anoisesrc=r=48000:d=16 -f lavfi -i anoisesrc=r=48000:d=16"
            + " -map 0:v -map 1 -map 2 -c:v libx264 -preset ultrafast -g 50 -b:v 200k -qmin 40"
            + " -c:a pcm_f64le -ac 2");
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl control = new RunControl();
      assertThat(clips.inspected(store, "small.mkv", control).facts())
          .isEqualTo(clips.whole("small.mkv").facts());
      assertThat(control.fallback())
          .hasValueSatisfying(why -> assertThat(why).contains("were needed to go through"));
    }
  }

  @Test
  @DisplayName("is fetched whole if its packets tell of themselves behind their beginnings")
  void opaquePictures() throws IOException {
    clips.make("opaque.mkv", "-i first.mkv -c:v ffv1 -c:a copy");
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl control = new RunControl();
      assertThat(clips.inspected(store, "opaque.mkv", control).facts())
          .isEqualTo(clips.whole("opaque.mkv").facts());
      assertThat(control.fallback()).contains("inspection may need all of its packets");
      RunControl listening = new RunControl();
      clips.soundAlike(store, "opaque.mkv", listening);
      assertThat(listening.fallback()).isEmpty();
    }
  }

  @Test
  @DisplayName("is fetched whole if the store gives no parts")
  void storeWithoutRanges() throws IOException {
    try (FileStore store = new FileStore(clips.folder(), false)) {
      RunControl control = new RunControl();
      assertThat(clips.inspected(store, "first.mkv", control).facts())
          .isEqualTo(clips.whole("first.mkv").facts());
      assertThat(control.fallback()).contains("the object store gives no parts");
    }
  }
}
