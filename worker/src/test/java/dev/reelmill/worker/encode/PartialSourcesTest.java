package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.worker.FileStore;
import dev.reelmill.worker.audio.EncodedAudio;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A source of which a worker fetches parts")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartialSourcesTest {

  private static final int SEGMENTS = 3;

  private PartialClips clips = new PartialClips(Path.of(""));
  private Path first = Path.of("");

  /** Some 20 MB. */
  @BeforeAll
  void record(@TempDir Path folder) {
    clips = new PartialClips(folder);
    first = clips.record("first.mp4", 16);
  }

  @AfterAll
  void close() {
    clips.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "end.mp4,       -c copy",
    "front.mp4,     -c copy -movflags +faststart",
    "apart.mov,     -map 0:v -map 0:a -c:v copy -c:a pcm_s16le -max_interleave_delta 1",
    "edited.mp4,    -ss 3.3 -c copy",
    "open.mp4,      -c:v libx264 -preset ultrafast -x264-params open-gop=1:keyint=60:bframes=3:b-pyramid=2 -b:v 10M -qmax 12 -c:a copy",
    "hevc.mp4,      -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=50 -b:v 10M -c:a copy",
    "vp9.mp4,       -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 50 -b:v 10M -qmax 20 -c:a ac3",
    "intra.mov,     -c:v mjpeg -q:v 2 -pix_fmt yuvj420p -c:a alac",
  })
  @DisplayName("is inspected and encoded as if it were all there")
  void encodesAlike(String name, String encoding) throws IOException {
    Path file = clips.make(name, "-i first.mp4 " + encoding);
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl inspecting = new RunControl();
      ClipRun part = clips.inspected(store, name, inspecting);
      assertThat(part.facts()).isEqualTo(clips.whole(name).facts());
      assertThat(inspecting.fallback()).isEmpty();
      assertThat(inspecting.fetchedBytes()).isLessThan(7_000_000);

      long fetched = clips.encodeAlike(store, name, part.intervals(SEGMENTS));
      assertThat(fetched).isLessThan((long) (1.3 * Files.size(file)) + SEGMENTS * 6_000_000L);
    }
  }

  @Test
  @DisplayName("has its sound encoded from the packets of the sound alone")
  void sound() throws IOException {
    SourceFacts facts = new ClipRun(first).facts();
    EncodedAudio whole = clips.sound(facts, Source.of(first), new RunControl());
    RunControl control = new RunControl();
    try (FileStore store = new FileStore(clips.folder(), true);
        Source source = clips.open(store, "first.mp4", control)) {
      EncodedAudio part = clips.sound(facts, source, control);

      assertThat(part.file()).hasSameBinaryContentAs(whole.file());
      assertThat(part.lost()).isEmpty();
    }
    assertThat(control.fallback()).isEmpty();
    assertThat(control.fetchedBytes()).isLessThan(7_000_000);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "clip.ts,        -c copy, no index",
    "fragments.mp4,  -c copy -movflags +frag_keyframe+empty_moov, no index",
  })
  @DisplayName("is fetched whole, and says why, if its index does not tell where its packets are")
  void fallsBack(String name, String encoding, String why) throws IOException {
    Path file = clips.make(name, "-i first.mp4 " + encoding);
    ClipRun whole = clips.whole(name);
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl control = new RunControl();
      ClipRun fetched = clips.inspected(store, name, control);

      assertThat(fetched.facts()).isEqualTo(whole.facts());
      assertThat(control.fallback()).hasValueSatisfying(said -> assertThat(said).contains(why));
      assertThat(store.given()).isEqualTo(Files.size(file));
    }
  }

  @Test
  @DisplayName("is fetched whole if the store gives no parts")
  void storeWithoutRanges() throws IOException {
    try (FileStore store = new FileStore(clips.folder(), false)) {
      RunControl control = new RunControl();
      ClipRun run = clips.inspected(store, "first.mp4", control);

      assertThat(run.facts()).isEqualTo(new ClipRun(first).facts());
      assertThat(control.fallback())
          .hasValueSatisfying(said -> assertThat(said).contains("gives no part"));
    }
  }

  @Test
  @DisplayName("is fetched whole if it is damaged, so that as much is kept as of a whole one")
  void damaged() throws IOException {
    byte[] bytes = Files.readAllBytes(first);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 200_000; i++) {
      bytes[i] = 0;
    }
    Path file = Files.write(clips.folder().resolve("damaged.mp4"), bytes);
    ClipRun whole = new ClipRun(file);
    List<EncodedSegment> expected = whole.encode(SEGMENTS, 96, 54);
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl control = new RunControl();
      Source source = clips.open(store, "damaged.mp4", control);
      List<EncodedSegment> encoded =
          new ClipRun(source, clips.newFolder(), control).encode(SEGMENTS, 96, 54);

      assertThat(encoded.stream().map(EncodedSegment::frames).toList())
          .isEqualTo(expected.stream().map(EncodedSegment::frames).toList());
      assertThat(encoded.stream().map(EncodedSegment::lost).toList())
          .isEqualTo(expected.stream().map(EncodedSegment::lost).toList());
      assertThat(source.isWhole()).isTrue();
    }
  }
}
