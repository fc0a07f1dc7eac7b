package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
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
import dev.reelmill.worker.deliver.VerifiedFile;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.inspect.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips are cut into segments, each encoded by a process of its own, and fit together. */
class SegmentEncoderTest {

  private static final String PICTURE = "testsrc2=s=192x108:d=9:r=";
  private static final UploadTarget NOWHERE = new UploadTarget("videos/x/y.mp4", "http://x/y");
  private static final long MOST_BYTES = 100_000_000;

  @TempDir Path folder;
  private int folders;

  /** What all segments of one rung brought. */
  private record Rung(List<MediaObject> segments) {
    long samples() {
      return segments.stream().mapToLong(MediaObject::samples).sum();
    }
  }

  @ParameterizedTest(name = "{0} at {1}, {2}")
  @CsvSource({
    "mp4,  30000/1001, -c:v libx264 -bf 3 -g 60",
    "mp4,  25,         -c:v libx264 -bf 2 -g 250 -video_track_timescale 11456",
    "mp4,  24,         -c:v libx264 -bf 0 -g 48 -video_track_timescale 1000",
    "mp4,  30,         -c:v libx264 -bf 2 -x264-params open-gop=1:keyint=45",
    "mkv,  30000/1001, -c:v libx264 -bf 3 -g 60",
    "mkv,  60,         -c:v libx264 -bf 3 -g 15",
    "webm, 24,         -c:v libvpx -deadline realtime -auto-alt-ref 1 -lag-in-frames 10 -g 48",
    "webm, 25,         -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 60",
    "ts,   25,         -c:v libx264 -bf 3 -g 50",
    "ts,   12,         -c:v libx264 -bf 3 -b_strategy 0 -g 60",
    "avi,  30000/1001, -c:v mpeg4 -bf 0 -g 60",
    "flv,  25,         -c:v flv -g 50",
    "mpg,  25,         -c:v mpeg2video -bf 2 -g 15",
    "mov,  25,         -c:v prores_ks -profile:v 0",
  })
  void segments_fit_together(String container, String rate, String encoding) throws Exception {
    Path clip =
        RealFfmpeg.clip(
            folder, "clip." + container, PICTURE + rate, "-preset ultrafast " + encoding);
    assertFitTogether(clip);
  }

  @Test
  void segments_of_a_variable_frame_rate_fit_together() throws Exception {
    Path clip =
        RealFfmpeg.clip(
            folder,
            "clip.mp4",
            PICTURE + "30,select='not(mod(n,7))+gt(mod(n,11),5)'",
            "-fps_mode passthrough -c:v libx264 -preset ultrafast -bf 3 -g 60");
    assertFitTogether(clip);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bottle-detection.mp4",
        "big_buck_bunny_0_30.webm",
        "fire2.mp4",
        "no_duration.webm",
        "transparent.webm",
        "video_with_failing_audio.mp4"
      })
  void segments_of_real_footage_fit_together(String name) throws Exception {
    String media = System.getProperty("reelmill.media", System.getenv("REELMILL_TEST_MEDIA"));
    Assumptions.assumeTrue(media != null, "left out: REELMILL_TEST_MEDIA names no folder of clips");
    assertFitTogether(Path.of(media).resolve(name));
  }

  private void assertFitTogether(Path clip) throws Exception {
    VideoFacts video = video(clip);
    List<Rung> rungs = List.of(new Rung(new ArrayList<>()), new Rung(new ArrayList<>()));
    List<Integer> cuts = someCuts(video);
    long frames = 0;
    for (int i = 0; i < cuts.size(); i++) {
      SegmentInterval interval =
          interval(video, cuts.get(i), i + 1 < cuts.size() ? cuts.get(i + 1) : -1);
      EncodedSegment encoded = encode(clip, video, interval);
      frames += encoded.frames();
      List<MediaObject> objects = verified(encoded, interval);
      for (int rung = 0; rung < rungs.size(); rung++) {
        rungs.get(rung).segments().add(objects.get(rung));
        assertThat(objects.get(rung).fragments().getFirst().startPts())
            .isEqualTo((interval.startPts() - interval.originPts()) * video.timebase().numerator());
      }
    }
    for (Rung rung : rungs) {
      assertThat(rung.segments().stream().map(MediaObject::initSha256).distinct()).hasSize(1);
      assertThat(rung.samples()).isEqualTo(frames);
    }
    // A webm's container may count frames that are never shown.
    long hidden = clip.toString().endsWith("webm") ? video.packets() / 10 : 0;
    assertThat(frames).isBetween(video.packets() - hidden, video.packets());
  }

  /** Every third cut or so, such that there are at most six segments, and the last to the end. */
  private static List<Integer> someCuts(VideoFacts video) {
    int step = Math.max(1, video.cuts().size() / 5);
    return Stream.iterate(0, i -> i < video.cuts().size(), i -> i + step).toList();
  }

  private static SegmentInterval interval(VideoFacts video, int from, int to) {
    CutPoint start = video.cuts().get(from);
    @Nullable CutPoint end = to < 0 || to >= video.cuts().size() ? null : video.cuts().get(to);
    return new SegmentInterval(
        video.timebase(),
        start.keyframePts(),
        start.pts(),
        end == null ? null : end.pts(),
        video.startPts(),
        (end == null ? video.packets() : end.packetsBefore()) - start.packetsBefore());
  }

  private VideoFacts video(Path clip) throws IOException {
    SourceFacts facts =
        new Inspector(RealFfmpeg.INSTANCE).inspect(Source.of(clip), newFolder(), new RunControl());
    format = facts.format();
    VideoFacts video = facts.video();
    assertThat(video).isNotNull();
    return java.util.Objects.requireNonNull(video);
  }

  private String format = "";

  private EncodedSegment encode(Path clip, VideoFacts video, SegmentInterval interval)
      throws IOException {
    EncodeSegment order =
        new EncodeSegment(
            new SourceAccess("sources/x", "http://x", Files.size(clip)),
            format,
            video.index(),
            video.picture(),
            interval,
            List.of(rung("a", 128, 72), rung("b", 64, 36)),
            null);
    return new SegmentEncoder(RealFfmpeg.INSTANCE)
        .encode(order, Source.of(clip), 1, newFolder(), new RunControl());
  }

  private List<MediaObject> verified(EncodedSegment encoded, SegmentInterval interval)
      throws IOException {
    List<MediaObject> objects = new ArrayList<>();
    for (VerifiedFile file :
        new Verification(RealFfmpeg.INSTANCE)
            .segment(
                encoded.rungs(),
                SegmentExpectation.of(interval, encoded.frames(), MOST_BYTES),
                newFolder(encoded),
                new RunControl())) {
      objects.add(file.toObject("videos/x"));
    }
    return objects;
  }

  private static Path newFolder(EncodedSegment encoded) {
    return java.util.Objects.requireNonNull(encoded.rungs().getFirst().getParent());
  }

  private Path newFolder() throws IOException {
    return Files.createDirectory(folder.resolve("work" + folders++));
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
            Rational.of(25),
            1,
            DynamicRange.SDR),
        NOWHERE);
  }
}
