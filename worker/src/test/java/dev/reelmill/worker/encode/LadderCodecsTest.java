package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.LightLevels;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.SegmentExpectation;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.inspect.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every codec's segments, each encoded by a process of its own, are one stream when joined. */
class LadderCodecsTest {

  private static final UploadTarget NOWHERE = new UploadTarget("videos/x/y.mp4", "http://x/y");
  private static final Rational NTSC = Rational.of(30_000, 1001);
  private static final int GOP = 15;
  private static final int FRAMES = 90;

  /** Cuts that are not keyframes of the source, and in the middle of its groups. */
  private static final List<Integer> CUTS = List.of(0, 30, 60);

  private static final String TEN_BITS = "-c:v libx265 -preset ultrafast -x265-params ";

  private static final String HDR10 =
      TEN_BITS
          + "log-level=error:keyint=45:hdr10=1:max-cll=1000,400:master-display="
          + "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)";

  private static final String HLG = TEN_BITS + "log-level=error:keyint=45";

  @TempDir Path folder;

  /** Frames that are missing in the source before the second segment. */
  private int gap;

  /** All segments of one rung, and the file that they are together. */
  private record Joined(List<MediaObject> segments, Path file) {}

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "H264, ultrafast, avc1\\.[0-9a-f]{6}",
    "HEVC, ultrafast, hvc1\\.1\\.6\\.L[0-9]+\\.90",
    "AV1, 12, av01\\.0\\.0[0-9]M\\.08\\.0\\.110\\.06\\.01\\.06\\.0",
    "VP9, 5, vp09\\.00\\.[0-9]{2}\\.08\\.01\\.06\\.01\\.06\\.00",
  })
  void segments_are_one_stream(VideoCodec codec, String preset, String name) throws Exception {
    Path clip = clip("-c:v libx264 -preset ultrafast -bf 2 -g 45", "format=yuv420p");

    Joined joined = encode(clip, encoding(codec, preset, 1, DynamicRange.SDR));

    assertFitTogether(joined, FRAMES, 1);
    assertThat(joined.segments().getFirst().codecs()).matches(name);
  }

  @ParameterizedTest
  @CsvSource({"H264, ultrafast", "HEVC, ultrafast", "AV1, 12", "VP9, 5"})
  void last_picture_before_a_gap_lasts_until_the_next_segment(VideoCodec codec, String preset)
      throws Exception {
    gap = 60;
    Path clip =
        clip(
            "-fps_mode passthrough -c:v libx264 -preset ultrafast -bf 2 -g 45",
            "setpts=PTS+gte(N\\,30)*60,format=yuv420p");

    Joined joined = encode(clip, encoding(codec, preset, 1, DynamicRange.SDR));

    assertFitTogether(joined, FRAMES, 1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HEVC, ultrafast, hvc1\\.2\\.4\\.L[0-9]+\\.90",
    "AV1, 12, av01\\.0\\.0[0-9]M\\.10\\.0\\.11[0-2]\\.09\\.16\\.09\\.0",
  })
  void hdr10_keeps_curve_depth_and_light(VideoCodec codec, String preset, String name)
      throws Exception {
    Path clip = clip(HDR10, bt2020("smpte2084"));

    Joined joined = encode(clip, encoding(codec, preset, 1, DynamicRange.HDR));

    assertFitTogether(joined, FRAMES, 1);
    assertThat(joined.segments().getFirst().codecs()).matches(name);
    VideoFacts source = facts(clip);
    VideoFacts result = facts(joined.file());
    assertThat(result.picture().bitDepth()).isEqualTo(10);
    assertThat(result.picture().colour()).isEqualTo(source.picture().colour());
    assertThat(result.picture().colour().pq()).isTrue();
    LightLevels light = result.picture().light();
    assertThat(light).isEqualTo(source.picture().light());
    assertThat(light.mostContent()).isEqualTo(1000);
    assertThat(light.mastering()).isNotNull();
  }

  @Test
  void hlg_stays_hlg() throws Exception {
    Joined joined =
        encode(
            clip(HLG, bt2020("arib-std-b67")),
            encoding(VideoCodec.HEVC, "ultrafast", 1, DynamicRange.HDR));

    assertFitTogether(joined, FRAMES, 1);
    assertThat(facts(joined.file()).picture().colour().hlg()).isTrue();
  }

  @Test
  void capped_frame_rate_keeps_every_second_picture_at_its_time() throws Exception {
    Path clip = clip("-c:v libx264 -preset ultrafast -bf 2 -g 45", "format=yuv420p");

    Joined joined = encode(clip, encoding(VideoCodec.H264, "ultrafast", 2, DynamicRange.SDR));

    assertFitTogether(joined, FRAMES / 2, 2);
  }

  private void assertFitTogether(Joined joined, int frames, int step) throws IOException {
    assertThat(joined.segments())
        .extracting(MediaObject::initSha256)
        .containsOnly(joined.segments().getFirst().initSha256());
    assertThat(joined.segments().stream().mapToLong(MediaObject::samples).sum()).isEqualTo(frames);
    List<Fragment> fragments =
        joined.segments().stream().flatMap(object -> object.fragments().stream()).toList();
    assertThat(fragments).hasSize(frames / GOP);
    for (int i = 0; i < fragments.size(); i++) {
      assertThat(fragments.get(i).startPts()).isEqualTo(ticks(i * GOP * step));
      if (i > 0) {
        Fragment before = fragments.get(i - 1);
        assertThat(before.startPts() + before.duration()).isEqualTo(fragments.get(i).startPts());
      }
      assertThat(fragments.get(i).samples()).isEqualTo(GOP);
      assertThat(fragments.get(i).startsWithKeyframe()).isTrue();
    }
    RealFfmpeg.run(
        folder,
        "-xerror",
        "-err_detect",
        "explode",
        "-i",
        joined.file().toString(),
        "-f",
        "null",
        "-");
    assertThat(facts(joined.file()).packets()).isEqualTo(frames);
  }

  private Joined encode(Path clip, VideoEncoding encoding) throws IOException {
    VideoFacts video = facts(clip);
    List<MediaObject> objects = new ArrayList<>();
    Path joined = folder.resolve("joined.mp4");
    for (int i = 0; i < CUTS.size(); i++) {
      SegmentInterval interval = interval(video, i);
      Path work = Files.createDirectory(folder.resolve("segment" + i));
      EncodeSegment order =
          new EncodeSegment(
              new SourceAccess("sources/x", "http://x", Files.size(clip)),
              "mov",
              video.index(),
              video.picture(),
              interval,
              List.of(new RungOrder("a", encoding, NOWHERE)),
              null);
      EncodedSegment encoded =
          new SegmentEncoder(RealFfmpeg.INSTANCE)
              .encode(order, Source.of(clip), 1, work, new RunControl());
      MediaObject object =
          new Verification(RealFfmpeg.INSTANCE)
              .segment(
                  encoded.rungs(),
                  SegmentExpectation.of(interval, encoded.frames(), 100_000_000),
                  work,
                  new RunControl())
              .getFirst()
              .toObject("videos/x");
      objects.add(object);
      byte[] bytes = Files.readAllBytes(encoded.rungs().getFirst());
      Files.write(
          joined,
          i == 0 ? bytes : Arrays.copyOfRange(bytes, object.initBytes(), bytes.length),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return new Joined(objects, joined);
  }

  /** Decoding starts at the source's first picture: cuts need not be keyframes. */
  private SegmentInterval interval(VideoFacts video, int number) {
    long start = video.startPts() + ticks(CUTS.get(number));
    boolean last = number == CUTS.size() - 1;
    int end = last ? FRAMES : CUTS.get(number + 1);
    CutPoint first = video.cuts().getFirst();
    return new SegmentInterval(
        video.timebase(),
        first.pts(),
        start,
        last ? null : video.startPts() + ticks(end),
        video.startPts(),
        end - CUTS.get(number));
  }

  private long ticks(int frame) {
    return (frame + (frame < CUTS.get(1) ? 0 : gap)) * 1001L;
  }

  private VideoFacts facts(Path file) throws IOException {
    Path work = Files.createTempDirectory(folder, "inspect");
    SourceFacts facts =
        new Inspector(RealFfmpeg.INSTANCE).inspect(Source.of(file), work, new RunControl());
    return Objects.requireNonNull(facts.video());
  }

  private Path clip(String encoding, String filters) {
    return RealFfmpeg.clip(
        folder,
        "clip.mp4",
        "testsrc2=s=128x72:r=30000/1001,trim=end_frame=" + FRAMES + "," + filters,
        encoding + " -video_track_timescale 30000");
  }

  private static String bt2020(String transfer) {
    return "format=yuv420p10le,setparams=range=tv:color_primaries=bt2020:colorspace=bt2020nc:color_trc="
        + transfer;
  }

  private static VideoEncoding encoding(
      VideoCodec codec, String preset, int step, DynamicRange range) {
    return new VideoEncoding(
        codec,
        preset,
        30,
        128,
        72,
        500_000,
        1_000_000,
        GOP,
        NTSC.dividedBy(Rational.of(step)),
        step,
        range);
  }
}
