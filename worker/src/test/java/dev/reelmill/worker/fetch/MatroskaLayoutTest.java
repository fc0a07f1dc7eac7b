package dev.reelmill.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.fetch.Source.Stretch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where things are in Matroska files, also in such as nobody would make on purpose. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatroskaLayoutTest {

  private static final int CLUSTER = 0x1f43b675;
  private static final int TIMESTAMP = 0xe7;
  private static final int MUTATIONS = 3000;

  /** Picture and sound of twelve seconds, a keyframe every second, some 15 MB. */
  private byte[] large = {};

  /** The same at some 150 KB. */
  private byte[] small = {};

  @BeforeAll
  void record(@TempDir Path folder) throws IOException {
    large = record(folder.resolve("large.mkv"), "320x180", "10M");
    small = record(folder.resolve("small.mkv"), "64x36", "50k");
  }

  private static byte[] record(Path file, String size, String bitrate) throws IOException {
    String noise = "testsrc2=s=%s:r=25:d=12,noise=alls=60:allf=t,format=yuv420p".formatted(size);
    RealFfmpeg.run(
        file.resolveSibling("."),
        ("-f lavfi -i %s -f lavfi -i sine=r=48000:d=12 -c:v libx264 -preset ultrafast -bf 2 -g 25"
                + " -b:v %s -maxrate %s -bufsize 1M -c:a aac -b:a 32k %s")
            .formatted(noise, bitrate, bitrate, file.getFileName())
            .split(" "));
    return Files.readAllBytes(file);
  }

  @Test
  void stretch_holds_the_clusters_around_it_and_little_more() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    long opening = bytes.fetched().size();
    assertThat(opening).isBetween(5_500_000L, 6_600_000L);

    ByteRanges wanted = some(layout.stretch(new Stretch(0, 8000, 9000L), bytes));

    // FFmpeg seeks earlier by 130 ms, so to the keyframe before; and reads on behind the end.
    long from = cluster(7000);
    long to = cluster(10_000);
    assertThat(wanted.missing(ByteRanges.of(new ByteRange(from, to)))).isEmpty();
    assertThat(wanted.list()).anyMatch(range -> range.from() == from);
    assertThat(bytes.fetched().size() - opening).isLessThan(cluster(11_000) - from);
  }

  @Test
  void seek_may_come_later_where_the_next_keyframe_is_far() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    long later = layout.later(0, 8000);
    assertThat(later).isEqualTo(132);
    ByteRanges wanted = some(layout.stretch(new Stretch(0, 8000 + later, 9000L), bytes));
    assertThat(wanted.list()).anyMatch(range -> range.from() == cluster(8000));

    assertThat(layout.later(0, 8001)).as("no keyframe").isZero();
    assertThat(layout.later(0, 11_000)).as("the last one").isZero();
    assertThat(layout.later(1, 8000)).as("another stream").isZero();
  }

  @Test
  void stretch_at_the_end_goes_to_the_end() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    for (Stretch stretch : List.of(new Stretch(0, 9000, null), new Stretch(0, 11_000, 11_500L))) {
      assertThat(some(layout.stretch(stretch, bytes)).list().getLast().to())
          .isEqualTo(large.length);
    }
    assertThat(some(layout.stretch(new Stretch(0, -5000, 10L), bytes)).list().getFirst().from())
        .isZero();
  }

  @Test
  void file_with_more_pictures_than_can_be_gone_to_one_by_one_is_fetched_whole() {
    MemoryBytes bytes = new MemoryBytes(large);
    Skim skim = new Skim(bytes, number -> number == 1 ? 1280 : Long.MAX_VALUE, 100);
    int first = firstCluster(large);

    assertThatThrownBy(() -> skim.run(new long[0], first, large.length))
        .isInstanceOf(OddFileException.class)
        .hasMessage("it would have to be gone to at more than 100 places");
    assertThat(bytes.fetched().count()).isEqualTo(101);
  }

  @Test
  void nothing_is_fetched_by_half() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    layout.stretch(new Stretch(0, 8000, 9000L), bytes);
    for (ByteRange range : bytes.fetched().list()) {
      assertThat(range.to() == large.length || isElement(large, (int) range.to()))
          .as("an element begins at %d", range.to())
          .isTrue();
    }
  }

  /** Those that are there at the borders of blocks. */
  private static boolean isElement(byte[] bytes, int at) {
    int id = Byte.toUnsignedInt(bytes[at]);
    return id == 0xa3 || id == 0xa0 || id == 0x1f || id == 0x1c;
  }

  @Test
  void inspection_holds_the_sound_and_the_beginnings_of_pictures() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    long opening = bytes.fetched().size();
    int requests = bytes.requests();

    ByteRanges wanted = some(layout.inspection(bytes));

    assertThat(wanted.missing(beginnings(track -> track == 1 ? 1024 : Integer.MAX_VALUE)))
        .isEmpty();
    // Besides the opening, some 9 MB with 200 pictures of 40 KB or more.
    assertThat(bytes.fetched().size() - opening).isLessThan((large.length - opening) / 10);
    assertThat(bytes.requests() - requests).isLessThan(300);
    assertThat(bytes.fetched().missing(wanted)).isEmpty();

    int inspected = bytes.requests();
    assertThat(some(layout.track(1, bytes))).as("all of the sound is there").isEqualTo(wanted);
    assertThat(bytes.requests()).isEqualTo(inspected);
  }

  @Test
  void track_holds_its_own_blocks_and_the_headers_of_others() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    long opening = bytes.fetched().size();

    ByteRanges wanted = some(layout.track(1, bytes));

    assertThat(wanted.missing(beginnings(track -> track == 1 ? 8 : Integer.MAX_VALUE))).isEmpty();
    assertThat(bytes.fetched().size() - opening).isLessThan((large.length - opening) / 15);
    assertThat(layout.track(2, bytes)).isEqualTo(new Wanted.All("it tells of no stream 2"));
  }

  /** The beginning of each block of the large file, all of them in clusters as FFmpeg does it. */
  private ByteRanges beginnings(IntUnaryOperator most) {
    ByteRanges ranges = new ByteRanges();
    for (int at = find(large, 0, CLUSTER); at >= 0; at = find(large, at + 1, CLUSTER)) {
      ranges.addAll(blocks(at, most));
    }
    return ranges;
  }

  private ByteRanges blocks(int cluster, IntUnaryOperator most) {
    ByteRanges ranges = new ByteRanges();
    try {
      ByteBuffer file = ByteBuffer.wrap(large);
      Element whole = Element.of(file.position(cluster), cluster, large.length);
      for (long at = whole.content(); at < whole.end(); ) {
        Element element = Element.of(file.position((int) at), at, whole.end());
        long bytes = element.id() == 0xa3 ? most.applyAsInt(file.get() & 0x7f) : 0;
        long to = Math.min(element.end(), element.content() + bytes);
        ranges.add(new ByteRange(at, to));
        at = element.end();
      }
    } catch (OddFileException e) {
      throw new IllegalArgumentException(e);
    }
    return ranges;
  }

  @Test
  void index_that_leads_into_a_block_is_odd() throws IOException {
    byte[] bytes = large.clone();
    // Each position of a cluster is that of a block in it.
    for (int i = index(bytes); i < bytes.length - 6; i++) {
      if (bytes[i] == (byte) 0xf7 && bytes[i + 3] == (byte) 0xf1) {
        int last = i + 4 + (bytes[i + 4] & 0x7f);
        bytes[last] = (byte) (bytes[last] + 60);
      }
    }
    MemoryBytes file = new MemoryBytes(bytes);
    assertThat(find(file).inspection(file)).isInstanceOf(Wanted.All.class);
    assertThat(find(file).track(1, file)).isInstanceOf(Wanted.All.class);
  }

  @Test
  void index_that_leads_beyond_the_end_is_odd() throws IOException {
    MemoryBytes file = new MemoryBytes(made(number(TIMESTAMP, 0), 1_000_000));
    assertThat(find(file).track(0, file))
        .isInstanceOfSatisfying(
            Wanted.All.class, all -> assertThat(all.why()).contains("where no cluster is"));
  }

  @Test
  void other_streams_take_the_whole_file() throws IOException {
    MemoryBytes bytes = new MemoryBytes(large);
    Layout layout = find(bytes);
    assertThat(layout.stretch(new Stretch(1, 0, 5000L), bytes)).isInstanceOf(Wanted.All.class);
  }

  @Test
  void index_of_another_track_leads_nowhere() throws IOException {
    byte[] bytes = small.clone();
    for (int i = index(bytes); i < bytes.length - 2; i++) {
      if (bytes[i] == (byte) 0xf7 && bytes[i + 1] == (byte) 0x81) {
        bytes[i + 2] = 2;
      }
    }
    assertThat(why(bytes)).contains("no keyframes of the picture");
  }

  @Test
  void missing_index_is_told_of() throws IOException {
    byte[] bytes = small.clone();
    bytes[index(bytes) + 3]++;
    assertThat(why(bytes)).contains("another element than listed");
  }

  @Test
  void what_follows_the_segment_is_odd() throws IOException {
    assertThat(why(Arrays.copyOf(small, small.length + 10))).contains("more than one segment");
  }

  @Test
  void other_files_are_none_of_its_business() throws IOException {
    assertThat(new MatroskaLayoutFinder().find(new MemoryBytes(new byte[100]))).isEmpty();
    assertThat(new MatroskaLayoutFinder().find(new MemoryBytes(new byte[0]))).isEmpty();
  }

  @Test
  void file_of_the_least_that_is_needed_is_understood() throws IOException {
    Layout layout = find(new MemoryBytes(made(number(TIMESTAMP, 0), 0)));
    assertThat(layout).isInstanceOf(MatroskaLayout.class);
  }

  @Test
  void index_may_lead_beyond_the_end() throws IOException {
    MemoryBytes bytes = new MemoryBytes(made(number(TIMESTAMP, 0), 1_000_000));
    assertThat(find(bytes).stretch(new Stretch(0, 0, 100L), bytes))
        .isEqualTo(new Wanted.All("its index leads beyond its end"));
  }

  @Test
  void millions_of_empty_elements_are_given_up() {
    byte[] empty = new byte[2_500_000];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = (byte) 0xec;
      empty[i + 1] = (byte) 0x80;
    }
    String why =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> why(made(empty, 0)));
    assertThat(why).contains("too many elements");
  }

  /** The least that a file has, and what its one cluster holds. */
  private static byte[] made(byte[] cluster, int position) {
    byte[] track = element(0xae, number(0xd7, 1), number(0x83, 1));
    byte[] place = element(0xb7, number(0xf7, 1), number(0xf1, position));
    byte[] cue = element(0xbb, number(0xb3, 0), place);
    byte[] segment =
        element(
            0x18538067,
            element(0x1549a966, number(0x2ad7b1, 1_000_000)),
            element(0x1654ae6b, track),
            element(0x1c53bb6b, cue, cue),
            element(CLUSTER, cluster));
    return joined(element(0x1a45dfa3), segment);
  }

  private static byte[] number(int id, long value) {
    return JoinedClusters.number(id, value);
  }

  private static byte[] element(int id, byte[]... content) {
    return JoinedClusters.element(id, ByteBuffer.wrap(joined(content)));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Whatever is in it, and wherever it ends, there is an answer soon. */
  @Test
  void damaged_files_are_survived() {
    Random random = new Random(11);
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          int usable = 0;
          for (int i = 0; i < MUTATIONS; i++) {
            MemoryBytes bytes = new MemoryBytes(mutated(random));
            Optional<Layout> layout = new MatroskaLayoutFinder().find(bytes);
            if (layout.isPresent()) {
              long from = random.nextInt(20_000) - 1000L;
              Wanted wanted =
                  layout.get().stretch(new Stretch(0, from, from + random.nextInt(5000)), bytes);
              usable += wanted instanceof Wanted.Some ? 1 : 0;
              layout.get().inspection(bytes);
              layout.get().track(1, bytes);
            }
            assertThat(bytes.requests()).isLessThan(1000);
          }
          assertThat(usable).isBetween(MUTATIONS / 20, MUTATIONS);
        });
  }

  /** Mostly in what is not media. */
  private byte[] mutated(Random random) {
    byte[] bytes = small.clone();
    int places = 1 + random.nextInt(4);
    for (int i = 0; i < places; i++) {
      int at =
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(firstCluster(bytes) + 30);
            case 1 -> bytes.length - 1 - random.nextInt(bytes.length - index(small));
            default -> random.nextInt(bytes.length);
          };
      int length = Math.min(1 + random.nextInt(4), bytes.length - at);
      for (int k = at; k < at + length; k++) {
        bytes[k] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(2) * 255);
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static Layout find(MemoryBytes bytes) throws IOException {
    return new MatroskaLayoutFinder().find(bytes).orElseThrow();
  }

  private static String why(byte[] file) throws IOException {
    Layout layout = find(new MemoryBytes(file));
    return layout instanceof Layout.Unknown unknown ? unknown.why() : "";
  }

  private static ByteRanges some(Wanted wanted) {
    assertThat(wanted).isInstanceOf(Wanted.Some.class);
    return wanted instanceof Wanted.Some some ? some.ranges() : new ByteRanges();
  }

  /** Where the cluster of the keyframe at a time begins: a cluster each, as FFmpeg writes them. */
  private int cluster(int milliseconds) {
    for (int at = firstCluster(large); at >= 0; at = find(large, at + 1, CLUSTER)) {
      int content = at + 5 + Integer.numberOfLeadingZeros(Byte.toUnsignedInt(large[at + 4])) - 24;
      // A checksum may come first.
      int timestamp = large[content] == (byte) 0xbf ? content + 6 : content;
      int length = large[timestamp + 1] & 0x7f;
      int time = 0;
      for (int i = 0; i < length; i++) {
        time = time << 8 | Byte.toUnsignedInt(large[timestamp + 2 + i]);
      }
      if (large[timestamp] == (byte) TIMESTAMP && Math.abs(time - milliseconds) < 100) {
        return at;
      }
    }
    throw new IllegalArgumentException("no cluster at " + milliseconds);
  }

  private static int firstCluster(byte[] bytes) {
    return Math.max(0, find(bytes, 0, CLUSTER));
  }

  private static int index(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.lastIndexOf("\u001cS\u00bbk");
  }

  private static int find(byte[] bytes, int from, int id) {
    for (int i = from; i < bytes.length - 4; i++) {
      if (bytes[i] == (byte) (id >>> 24)
          && bytes[i + 1] == (byte) (id >>> 16)
          && bytes[i + 2] == (byte) (id >>> 8)
          && bytes[i + 3] == (byte) id) {
        return i;
      }
    }
    return -1;
  }
}
