package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.worker.FileStore;
import dev.reelmill.worker.fetch.JoinedClusters;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A Matroska source of which a worker fetches parts")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartialMatroskaTest {

  private static final int SECONDS = 18;
  private static final int SEGMENTS = 3;

  /** What FFmpeg reads to find out about the streams, and the index. */
  private static final long OPENING = 6_100_000;

  private PartialClips clips = new PartialClips(Path.of(""));

  @BeforeAll
  void record(@TempDir Path folder) throws IOException {
    clips = new PartialClips(folder);
    clips.record("first.mkv", SECONDS);
    Files.writeString(
        folder.resolve("text.srt"), "1\n00:00:01,000 --> 00:00:04,000\nSomebody speaks.\n");
    byte[] font = new byte[1 << 20];
    new Random(1).nextBytes(font);
    Files.write(folder.resolve("font.ttf"), font);
  }

  @AfterAll
  void close() {
    clips.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "end.mkv,      -i first.mkv -c copy",
    "front.mkv,    -i first.mkv -c copy -cues_to_front 1",
    "reserved.mkv, -i first.mkv -c copy -reserve_index_space 20000",
    "later.mkv,    -ss 3.3 -i first.mkv -c copy -output_ts_offset 7.37",
    "before.mkv,   -ss 3.3 -i first.mkv -c copy -copyts -avoid_negative_ts disabled",
    "clusters.mkv, -i first.mkv -c copy -cluster_time_limit 400 -cluster_size_limit 300000",
    "attached.mkv, -i first.mkv -i text.srt -map 1 -map 0:a -map 0:v -c copy -c:s srt -attach font.ttf -metadata:s:t mimetype=application/x-font",
    "open.mkv,     -i first.mkv -c:v libx264 -preset ultrafast -x264-params open-gop=1:keyint=60:bframes=3:b-pyramid=2 -b:v 10M -qmax 12 -c:a copy",
    "hevc.mkv,     -i first.mkv -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=50 -b:v 10M -c:a ac3",
    "vp9.webm,     -i first.mkv -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 50 -b:v 10M -qmax 20 -c:a libopus",
    "intra.mkv,    -i first.mkv -c:v mjpeg -q:v 2 -pix_fmt yuvj420p -c:a flac",
    "fine.mkv,     -i first.mkv -c:v libx264 -preset ultrafast -g 12 -b:v 10M -qmax 12 -r 60000/1001 -c:a copy",
  })
  @DisplayName("is encoded as if it were all there")
  void encodesAlike(String name, String arguments) throws IOException {
    clips.make(name, arguments);
    encodesAlike(name, 1.5);
  }

  @Test
  @DisplayName("is encoded as if it were all there, also where keyframes are within clusters")
  void keyframesWithinClusters() throws Exception {
    write("joined.mkv", JoinedClusters.of(first(), 3, 1));
    // Three clusters have to come where one is needed.
    encodesAlike("joined.mkv", 2);
  }

  private void encodesAlike(String name, double most) throws IOException {
    long size = Files.size(clips.folder().resolve(name));
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl inspecting = new RunControl();
      ClipRun inspected = clips.inspected(store, name, inspecting);
      assertThat(inspected.facts()).isEqualTo(clips.whole(name).facts());
      assertThat(inspecting.fallback()).isEmpty();
      assertThat(inspecting.fetchedBytes()).isLessThan(OPENING + size / 10);

      long fetched = clips.encodeAlike(store, name, inspected.intervals(SEGMENTS));
      assertThat(fetched).isLessThan((long) (most * size) + SEGMENTS * OPENING);
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "live.mkv,   -i first.mkv -c copy -live 1, of unknown size",
    "twice.mkv,  -i first.mkv -map 0:v -map 0:v -c copy, several tracks of it hold pictures",
    "stream.ts,  -i first.mkv -c copy, no index tells",
  })
  @DisplayName("is fetched whole, and says why, if its index can't lead to the pictures")
  void fallsBack(String name, String arguments, String why) throws IOException {
    clips.make(name, arguments);
    fallsBack(name, why);
  }

  private void fallsBack(String name, String why) throws IOException {
    fellBack(name, why, why);
  }

  private void fellBack(String name, String why, String whyInspected) throws IOException {
    ClipRun whole = clips.whole(name);
    try (FileStore store = new FileStore(clips.folder(), true)) {
      RunControl inspecting = new RunControl();
      assertThat(clips.inspected(store, name, inspecting).facts()).isEqualTo(whole.facts());
      assertThat(inspecting.fallback())
          .hasValueSatisfying(said -> assertThat(said).contains(whyInspected));
      RunControl control = new RunControl();
      try (Source source = clips.open(store, name, control)) {
        EncodedSegment part =
            whole.encode(source, whole.intervals(SEGMENTS).get(1), 96, 54, control);
        EncodedSegment expected = whole.encode(SEGMENTS, 96, 54).get(1);
        assertThat(part.rungs().getFirst()).hasSameBinaryContentAs(expected.rungs().getFirst());
        assertThat(part.lost()).isEqualTo(expected.lost());
        assertThat(source.isWhole()).isTrue();
      }
      assertThat(control.fallback()).hasValueSatisfying(said -> assertThat(said).contains(why));
    }
  }

  @Test
  @DisplayName("is fetched whole if its index is damaged")
  void damagedIndex() throws IOException {
    byte[] bytes = first();
    int cues = lastIndexOf(bytes, new byte[] {0x1c, 0x53, (byte) 0xbb, 0x6b});
    Arrays.fill(bytes, cues + 20, cues + 120, (byte) 0);
    write("index.mkv", bytes);
    fallsBack("index.mkv", "no element of EBML");
  }

  @Test
  @DisplayName("is fetched whole if its index leads to where no cluster is")
  void misleadingIndex() throws IOException {
    byte[] bytes = first();
    // Each position of a cluster is a little wrong.
    int cues = lastIndexOf(bytes, new byte[] {0x1c, 0x53, (byte) 0xbb, 0x6b});
    for (int i = cues; i < bytes.length - 8; i++) {
      if (bytes[i] == (byte) 0xf7 && bytes[i + 3] == (byte) 0xf1) {
        bytes[i + 4 + (bytes[i + 4] & 0x7f)]++;
      }
    }
    write("misled.mkv", bytes);
    fellBack("misled.mkv", "no cluster at", "no element of EBML");
  }

  @Test
  @DisplayName("is fetched whole if it ends early")
  void truncated() throws IOException {
    byte[] bytes = first();
    write("short.mkv", Arrays.copyOf(bytes, bytes.length * 9 / 10));
    fallsBack("short.mkv", "beyond what holds it");
  }

  @Test
  @DisplayName("is fetched whole if a stretch of it is damaged, so that as much is kept")
  void damaged() throws IOException {
    byte[] bytes = first();
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 200_000, (byte) 0);
    write("damaged.mkv", bytes);
    fellBack("damaged.mkv", "FFmpeg had to complain", "no element of EBML");
  }

  private byte[] first() throws IOException {
    return Files.readAllBytes(clips.folder().resolve("first.mkv"));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(clips.folder().resolve(name), bytes);
  }

  private static int lastIndexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .lastIndexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }
}
