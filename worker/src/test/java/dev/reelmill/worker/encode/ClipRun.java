package dev.reelmill.worker.encode;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A clip that is taken through inspection, the segment encoder and verification. */
final class ClipRun {

  private static final UploadTarget NOWHERE = new UploadTarget("videos/x/y.mp4", "http://x/y");

  private final Path folder;
  private final Source clip;
  private final SourceFacts facts;

  ClipRun(Path clip) throws IOException {
    this(
        Source.of(clip),
        Files.createTempDirectory(clip.toAbsolutePath().getParent(), "run"),
        new RunControl());
  }

  /**
   * Takes one through inspection that may have to be fetched.
   *
   * @param folder that is empty
   */
  ClipRun(Source clip, Path folder, RunControl control) throws IOException {
    this.clip = clip;
    this.folder = folder;
    this.facts =
        new Inspector(RealFfmpeg.INSTANCE)
            .inspect(clip, Files.createDirectory(folder.resolve("inspect")), control);
  }

  SourceFacts facts() {
    return facts;
  }

  VideoFacts video() {
    return Objects.requireNonNull(facts.video());
  }

  /** Encodes it in about so many segments of one rung; verified, in order. */
  List<EncodedSegment> encode(int segments, int width, int height) throws IOException {
    List<EncodedSegment> encoded = new ArrayList<>();
    for (SegmentInterval interval : intervals(segments)) {
      encoded.add(encode(clip, interval, width, height, new RunControl()));
    }
    return encoded;
  }

  /** Encodes all of it at once. */
  EncodedSegment encode(int width, int height) throws IOException {
    return encode(1, width, height).getFirst();
  }

  /** About so many segments. */
  List<SegmentInterval> intervals(int segments) {
    List<CutPoint> cuts = video().cuts();
    int step = Math.max(1, Math.ceilDiv(cuts.size(), segments));
    List<SegmentInterval> intervals = new ArrayList<>();
    for (int from = 0; from < cuts.size(); from += step) {
      CutPoint start = cuts.get(from);
      CutPoint end = from + step < cuts.size() ? cuts.get(from + step) : null;
      long before = end == null ? video().packets() : end.packetsBefore();
      intervals.add(
          new SegmentInterval(
              video().timebase(),
              start.keyframePts(),
              start.pts(),
              end == null ? null : end.pts(),
              video().startPts(),
              before - start.packetsBefore(),
              video().jumps()));
    }
    return intervals;
  }

  /** Encodes a segment of a source that may have to be fetched; verified. */
  EncodedSegment encode(
      Source source, SegmentInterval interval, int width, int height, RunControl control)
      throws IOException {
    Path scratch = Files.createTempDirectory(folder, "segment");
    EncodeSegment order =
        new EncodeSegment(
            new SourceAccess("sources/x", "http://x", 1),
            facts.format(),
            video().index(),
            video().picture(),
            interval,
            List.of(new RungOrder("a", encoding(width, height), NOWHERE)),
            null);
    EncodedSegment encoded =
        new SegmentEncoder(RealFfmpeg.INSTANCE).encode(order, source, 1, scratch, control);
    new Verification(RealFfmpeg.INSTANCE)
        .segment(
            encoded.rungs(),
            SegmentExpectation.of(interval, encoded.frames(), 100_000_000),
            scratch,
            new RunControl());
    return encoded;
  }

  private VideoEncoding encoding(int width, int height) {
    return new VideoEncoding(
        VideoCodec.H264,
        "ultrafast",
        4,
        width,
        height,
        20_000_000,
        40_000_000,
        50,
        video().frameRate(),
        1,
        DynamicRange.SDR);
  }

  /** The first frame of a file as raw bytes. */
  static byte[] firstFrame(Path file, String pixelFormat) throws IOException {
    return frame(file, pixelFormat, 0);
  }

  /** One frame of a file as raw bytes. */
  static byte[] frame(Path file, String pixelFormat, int number) throws IOException {
    Path raw = file.resolveSibling(file.getFileName() + "." + pixelFormat);
    RealFfmpeg.run(
        Objects.requireNonNull(file.toAbsolutePath().getParent()),
        "-i",
        file.toAbsolutePath().toString(),
        "-vf",
        "select=eq(n\\,%d)".formatted(number),
        "-frames:v",
        "1",
        "-pix_fmt",
        pixelFormat,
        "-f",
        "rawvideo",
        raw.toAbsolutePath().toString());
    return Files.readAllBytes(raw);
  }
}
