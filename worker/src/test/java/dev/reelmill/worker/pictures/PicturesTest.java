package dev.reelmill.worker.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.PackLayout.Preview;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PackLayout.Thumbnail;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Series;
import dev.reelmill.common.pictures.SegmentStills.Tiles;
import dev.reelmill.common.pictures.SegmentStills.Window;
import dev.reelmill.common.pictures.Still;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.encode.CollectedStills;
import dev.reelmill.worker.encode.EncodedSegment;
import dev.reelmill.worker.encode.SegmentEncoder;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.inspect.Inspector;
import dev.reelmill.worker.pictures.PicturePacker.Packed;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clip whose colour is another each second becomes segments with stills, and these a pack: every
 * picture must show the colour of its second. The clip's clock begins at 5 s, its timebase is not a
 * round number.
 */
class PicturesTest {

  private static final UploadTarget NOWHERE = new UploadTarget("videos/x/y", "http://x/y");
  private static final int SECONDS = 9;
  private static final PictureSize TILE = new PictureSize(64, 36);
  private static final PictureSize LARGE = new PictureSize(320, 180);
  private static final PictureSize SMALL = new PictureSize(160, 90);
  private static final List<Integer> COLOURS =
      List.of(
          0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0xffffff, 0x202020, 0xff8000);

  @TempDir Path folder;
  private int folders;
  private Path clip = Path.of("");
  private SourceFacts facts;
  private VideoFacts video;

  @BeforeEach
  void generate() throws IOException {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < SECONDS; i++) {
      input.append("color=0x%06x:s=320x180:r=30000/1001:d=1[c%d];".formatted(COLOURS.get(i), i));
    }
    for (int i = 0; i < SECONDS; i++) {
      input.append("[c%d]".formatted(i));
    }
    input.append(
        "concat=n=%d,scale=out_color_matrix=bt709,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"
            .formatted(SECONDS));
    clip =
        RealFfmpeg.clip(
            folder,
            "clip.mkv",
            input.toString(),
            "-pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 30 -bf 2 -output_ts_offset 5");
    facts =
        new Inspector(RealFfmpeg.INSTANCE).inspect(Source.of(clip), newFolder(), new RunControl());
    video = Objects.requireNonNull(facts.video());
  }

  @Test
  void every_picture_shows_its_moment() throws Exception {
    List<EncodedSegment> encoded = new ArrayList<>();
    List<SegmentPictures> segments = new ArrayList<>();
    for (SegmentInterval interval : intervals()) {
      EncodedSegment segment = encode(interval, stills());
      encoded.add(segment);
      CollectedStills stills = segment.stills().orElseThrow();
      stills.stills().forEach(still -> assertShows(read(stills, still), still.ticks()));
      assertThat(stills.stills().stream().mapToLong(Still::sizeBytes).sum())
          .isEqualTo(Files.size(stills.file()));
      segments.add(new SegmentPictures(stills.file(), stills.stills()));
    }
    assertThat(encoded).hasSizeGreaterThan(2);

    Packed packed =
        new PicturePacker(RealFfmpeg.INSTANCE)
            .pack(layout(400_000), segments, newFolder(), new RunControl());

    assertThat(packed.candidates()).containsExactly(1, 2);
    assertThumbnails(packed, segments);
    assertTiles(packed);
    assertPreview(packed);
    assertThat(packed.pictures().stream().mapToLong(Picture::sizeBytes).sum())
        .isEqualTo(Files.size(packed.file()));
  }

  @Test
  void stills_change_nothing_of_the_rungs() throws Exception {
    SegmentInterval interval = intervals().getFirst();
    EncodedSegment with = encode(interval, stills());
    EncodedSegment without = encode(interval, null);
    assertThat(with.frames()).isEqualTo(without.frames());
    for (int i = 0; i < with.rungs().size(); i++) {
      assertThat(with.rungs().get(i)).hasSameBinaryContentAs(without.rungs().get(i));
    }
    assertThat(without.stills()).isEmpty();
  }

  @Test
  void windows_without_a_frame_cost_nothing() throws Exception {
    Series nowhere = new Series(1, LARGE, List.of(new Window(1, 90_000_000, 90_000_001)));
    EncodedSegment segment =
        encode(intervals().getFirst(), new SegmentStills("a", null, nowhere, nowhere));
    List<Still> stills = segment.stills().orElseThrow().stills();
    assertThat(segment.frames()).isPositive();
    assertThat(stills).extracting(Still::kind).containsExactly(Still.Kind.CANDIDATE);
  }

  @Test
  void segment_succeeds_when_its_stills_cannot_be_made() throws Exception {
    // FFmpeg refuses to scale to this size.
    Tiles impossible = new Tiles(1, new PictureSize(2_000_000_000, 2_000_000_000));
    EncodedSegment segment =
        encode(intervals().getFirst(), new SegmentStills("a", impossible, null, null));
    assertThat(segment.frames()).isPositive();
    assertThat(segment.stills()).isEmpty();
  }

  @Test
  void preview_that_is_too_large_is_made_coarser_or_left_out() throws Exception {
    CollectedStills stills = encode(intervals().getFirst(), stills()).stills().orElseThrow();
    Packed packed =
        new PicturePacker(RealFfmpeg.INSTANCE)
            .pack(
                layout(20),
                List.of(new SegmentPictures(stills.file(), stills.stills())),
                newFolder(),
                new RunControl());
    assertThat(packed.pictures()).extracting(Picture::name).doesNotContain("preview.webp");
  }

  private void assertThumbnails(Packed packed, List<SegmentPictures> segments) throws IOException {
    for (int number : packed.candidates()) {
      long ticks =
          segments.stream()
              .flatMap(segment -> segment.stills().stream())
              .filter(s -> s.kind() == Still.Kind.CANDIDATE && s.number() == number)
              .mapToLong(Still::ticks)
              .findFirst()
              .orElseThrow();
      BufferedImage large = image(packed, "large-" + number + ".jpg");
      BufferedImage small = image(packed, "small-" + number + ".jpg");
      assertThat(large.getWidth()).isEqualTo(LARGE.width());
      assertThat(small.getWidth()).isEqualTo(SMALL.width());
      assertThat(small.getHeight()).isEqualTo(SMALL.height());
      assertShows(large, ticks);
      assertShows(small, ticks);
    }
  }

  /** Two tiles a second: 18, on sheets of 5 by 2. */
  private void assertTiles(Packed packed) throws IOException {
    assertThat(packed.tiles()).isEqualTo(2 * SECONDS);
    for (int i = 0; i < packed.tiles(); i++) {
      BufferedImage sheet = image(packed, "storyboard-" + (1 + i / 10) + ".jpg");
      assertThat(sheet.getWidth()).isEqualTo(5 * TILE.width());
      assertThat(sheet.getHeight()).isEqualTo(2 * TILE.height());
      BufferedImage tile =
          sheet.getSubimage(
              i % 5 * TILE.width(), i % 10 / 5 * TILE.height(), TILE.width(), TILE.height());
      // The first frame of an interval is at most one frame late.
      assertShows(tile, ticks(Rational.of(i, 2)) + ticks(Rational.of(1, 30)));
    }
  }

  private static void assertPreview(Packed packed) throws IOException {
    byte[] webp = bytes(packed, "preview.webp");
    String text = new String(webp, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("RIFF").contains("WEBPVP8X");
    // Frames that look like the one before are merged into it; the colours are four.
    assertThat(text.split("ANMF", -1).length - 1).isBetween(2, 20);
  }

  private PackLayout layout(long mostPreviewBytes) {
    return new PackLayout(
        new Storyboard(TILE, 5, 2, Rational.of(1, 2)),
        new Preview(SMALL, 100, mostPreviewBytes),
        List.of(new Thumbnail("large", LARGE), new Thumbnail("small", SMALL)));
  }

  private SegmentStills stills() {
    long tenth = ticks(Rational.of(1, 10));
    return new SegmentStills(
        "a",
        new Tiles(ticks(Rational.of(1, 2)), TILE),
        new Series(tenth, SMALL, List.of(shot(1, 15), shot(2, 62))),
        new Series(tenth, LARGE, List.of(new Window(1, 12 * tenth, 18 * tenth), shot(2, 72))));
  }

  private Window shot(int number, int tenths) {
    long tenth = ticks(Rational.of(1, 10));
    return new Window(number, tenths * tenth, (tenths + 6) * tenth);
  }

  private long ticks(Rational seconds) {
    return seconds.dividedBy(video.timebase()).round();
  }

  /** Cuts at about every third second. */
  private List<SegmentInterval> intervals() {
    List<CutPoint> cuts = new ArrayList<>();
    for (CutPoint cut : video.cuts()) {
      if (cuts.isEmpty()
          || video.seconds(cut.pts() - cuts.getLast().pts()).compareTo(Rational.of(5, 2)) > 0) {
        cuts.add(cut);
      }
    }
    List<SegmentInterval> intervals = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      CutPoint start = cuts.get(i);
      @Nullable CutPoint end = i + 1 < cuts.size() ? cuts.get(i + 1) : null;
      intervals.add(
          new SegmentInterval(
              video.timebase(),
              start.keyframePts(),
              start.pts(),
              end == null ? null : end.pts(),
              video.startPts(),
              (end == null ? video.packets() : end.packetsBefore()) - start.packetsBefore()));
    }
    return intervals;
  }

  private EncodedSegment encode(SegmentInterval interval, @Nullable SegmentStills stills)
      throws IOException {
    EncodeSegment order =
        new EncodeSegment(
            new SourceAccess("sources/x", "http://x", Files.size(clip)),
            facts.format(),
            video.index(),
            video.picture(),
            interval,
            List.of(rung("a", 320, 180), rung("b", 64, 36)),
            stills == null ? null : new StillsOrder(stills, NOWHERE));
    return new SegmentEncoder(RealFfmpeg.INSTANCE)
        .encode(order, Source.of(clip), 1, newFolder(), new RunControl());
  }

  private static RungOrder rung(String name, int width, int height) {
    return new RungOrder(
        name,
        new VideoEncoding(
            VideoCodec.H264,
            "ultrafast",
            30,
            width,
            height,
            500_000,
            1_000_000,
            50,
            Rational.of(30),
            1,
            DynamicRange.SDR),
        NOWHERE);
  }

  private void assertShows(BufferedImage picture, long ticks) {
    int second = (int) video.seconds(ticks).floor();
    Color expected = new Color(COLOURS.get(second));
    Color shown = new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2));
    int off =
        Math.max(
            Math.abs(expected.getRed() - shown.getRed()),
            Math.max(
                Math.abs(expected.getGreen() - shown.getGreen()),
                Math.abs(expected.getBlue() - shown.getBlue())));
    assertThat(off).as("%s at second %s: %s", expected, second, shown).isLessThan(12);
  }

  private static BufferedImage read(CollectedStills stills, Still still) {
    try {
      return decoded(Reel.read(new Reel.Frame(stills.file(), still)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static BufferedImage image(Packed packed, String name) throws IOException {
    return decoded(bytes(packed, name));
  }

  private static byte[] bytes(Packed packed, String name) throws IOException {
    Picture picture =
        packed.pictures().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    byte[] all = Files.readAllBytes(packed.file());
    int from = (int) picture.offset();
    return java.util.Arrays.copyOfRange(all, from, from + (int) picture.sizeBytes());
  }

  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(jpeg)), "no picture");
  }

  private Path newFolder() throws IOException {
    return Files.createDirectory(folder.resolve("work" + folders++));
  }
}
