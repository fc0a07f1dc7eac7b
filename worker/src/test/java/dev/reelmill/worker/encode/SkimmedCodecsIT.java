package dev.reelmill.worker.encode;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link SkimmedMatroskaTest}, with what takes long to encode. */
@DisplayName("A Matroska source of any codec that a worker goes through from block to block")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkimmedCodecsIT {

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
    "fields.mkv,     -i first.mkv -c:v libx264 -preset veryfast -x264-params tff=1:bframes=3:keyint=50 -b:v 10M -qmax 20 -c:a ac3",
    "timed.mkv,      -i first.mkv -c:v libx264 -preset ultrafast -x264-params aud=1:nal-hrd=vbr:vbv-maxrate=12000:vbv-bufsize=9000 -b:v 10M -qmax 12 -c:a flac",
    "vp8.webm,       -i first.mkv -c:v libvpx -deadline realtime -cpu-used 8 -g 50 -b:v 10M -qmax 12 -c:a libopus",
    "vp9.webm,       -i first.mkv -c:v libvpx-vp9 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 16 -g 50 -b:v 10M -qmax 20 -c:a libopus",
    "av1.mkv,        -i first.mkv -c:v libsvtav1 -preset 12 -g 50 -b:v 10M -c:a libopus",
    "hevc.mkv,       -i first.mkv -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=50:bframes=4:b-pyramid=1:hrd=1:vbv-maxrate=12000:vbv-bufsize=12000:aud=1 -b:v 10M -c:a eac3",
    "tracks.mkv,     -i first.mkv -map 0:v -map 0:a -map 0:a -c:v copy -c:a:0 pcm_s16le -c:a:1 flac",
  })
  @DisplayName("is inspected, and its sound encoded, as if it were all there")
  void alike(String name, String arguments) throws IOException {
    clips.make(name, arguments);
    clips.skimmedAlike(name);
  }
}
