package dev.reelmill.worker.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.TrialEncode;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.encode.EncodedSegment;
import dev.reelmill.worker.encode.SegmentEncoder;
import dev.reelmill.worker.encode.TrialEncoder;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.inspect.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real encodes against their real source. Each of the pictures differs from its neighbours. */
class QualityMeasuringTest {

  private static final SourceAccess SOURCE = new SourceAccess("sources/x", "http://x", 1);
  private static final int FINE = 4;
  private static final int COARSE = 45;

  @TempDir Path folder;
  private Path clip = Path.of("");
  private SourceFacts facts;
  private VideoFacts video;
  private int folders;

  @BeforeEach
  void make_a_clip() throws IOException {
    inspect("clip.mp4", "-c:v libx264 -preset ultrafast -crf 12 -bf 2 -g 90");
  }

  private void inspect(String name, String encoding) throws IOException {
    clip = RealFfmpeg.clip(folder, name, "testsrc2=s=320x180:d=6:r=30000/1001", encoding);
    facts =
        new Inspector(RealFfmpeg.INSTANCE).inspect(Source.of(clip), newFolder(), new RunControl());
    video = Objects.requireNonNull(facts.video());
  }

  @Test
  void finer_encoding_is_more_like_the_source() throws IOException {
    List<QualityFigures> figures = measured(new QualityOrder(0, null, 30, null), COARSE, FINE);
    assertThat(figures.getFirst().xpsnr()).isLessThan(30);
    assertThat(figures.getLast().xpsnr()).isGreaterThan(40);
    assertThat(figures.getFirst().ssim()).isLessThan(figures.getLast().ssim());
    assertThat(figures.getLast().ssim()).isBetween(0.99, 1.0);
  }

  @Test
  void whole_segment_counts_every_frame() throws IOException {
    assertThat(measured(new QualityOrder(0, null, 30, null), FINE).getFirst().frames())
        .isEqualTo(middle().packets());
  }

  @ParameterizedTest
  @CsvSource({"HEVC, HDR, superfast", "AV1, HDR, 11", "H264, SDR, veryfast"})
  void renditions_of_hdr_are_held_against_it_as_it_went_into_the_encoder(
      VideoCodec codec, DynamicRange range, String preset) throws IOException {
    inspect(
        "hdr.mp4",
        "-c:v libx265 -preset ultrafast -x265-params log-level=error:crf=8:keyint=90"
            + " -pix_fmt yuv420p10le -colorspace bt2020nc -color_primaries bt2020"
            + " -color_trc smpte2084");
    int coarse = codec == VideoCodec.AV1 ? 60 : COARSE;

    List<QualityFigures> figures =
        rungs(
                encode(encoding(codec, preset, range, coarse), encoding(codec, preset, range, 12)),
                new QualityOrder(6, 6L, 30, null))
            .stream()
            .map(Optional::orElseThrow)
            .toList();

    assertThat(figures.getFirst().xpsnr()).isLessThan(33);
    assertThat(figures.getLast().xpsnr()).isGreaterThan(35);
    assertThat(figures.getLast().ssim())
        .isBetween(0.97, 1.0)
        .isGreaterThan(figures.getFirst().ssim());
  }

  /** If one picture were compared with the next, the figure would be below 25 dB. */
  @Test
  void sample_compares_each_picture_with_its_own() throws IOException {
    QualityFigures sample = measured(new QualityOrder(6, 3L, 30, null), FINE).getFirst();
    assertThat(sample.frames()).isEqualTo(3);
    assertThat(sample.xpsnr()).isGreaterThan(38);
  }

  @Test
  void segment_that_ends_before_the_sample_has_no_figures() throws IOException {
    EncodedSegment encoded = encode(FINE);
    assertThat(rungs(encoded, new QualityOrder(10_000, 3L, 30, null)))
        .containsExactly(Optional.empty());
  }

  @Test
  void trial_is_measured_at_the_size_of_its_first_point() throws IOException {
    List<TrialFigures> points =
        new TrialEncoder(RealFfmpeg.INSTANCE)
            .encode(
                new TrialEncode(
                    SOURCE,
                    facts.format(),
                    video.index(),
                    video.picture(),
                    middle(),
                    List.of(encoding(320, 180, 12), encoding(320, 180, 40), encoding(160, 90, 12)),
                    30),
                Source.of(clip),
                1,
                newFolder(),
                new RunControl());
    assertThat(points).hasSize(3);
    TrialFigures best = points.getFirst();
    assertThat(points.subList(1, 3))
        .allSatisfy(
            point -> {
              assertThat(point.frames()).isEqualTo(best.frames());
              assertThat(point.sizeBytes()).isLessThan(best.sizeBytes());
              // Half the sides lose the pattern's fine lines, however finely they are encoded.
              assertThat(point.quality().xpsnr()).isLessThan(best.quality().xpsnr() - 3);
            });
  }

  private List<QualityFigures> measured(QualityOrder order, int... crfs) throws IOException {
    return rungs(encode(crfs), order).stream().map(Optional::orElseThrow).toList();
  }

  private static List<Optional<QualityFigures>> rungs(EncodedSegment encoded, QualityOrder order)
      throws IOException {
    Path scratch = Objects.requireNonNull(encoded.rungs().getFirst().getParent());
    return new QualityMeasuring(RealFfmpeg.INSTANCE)
        .rungs(encoded.command(), order, scratch, new RunControl());
  }

  private EncodedSegment encode(int... crfs) throws IOException {
    return encode(
        Arrays.stream(crfs).mapToObj(crf -> encoding(320, 180, crf)).toArray(VideoEncoding[]::new));
  }

  private EncodedSegment encode(VideoEncoding... encodings) throws IOException {
    List<RungOrder> rungs =
        Arrays.stream(encodings)
            .map(encoding -> new RungOrder("r", encoding, new UploadTarget("", "")))
            .toList();
    EncodeSegment order =
        new EncodeSegment(
            SOURCE, facts.format(), video.index(), video.picture(), middle(), rungs, null);
    return new SegmentEncoder(RealFfmpeg.INSTANCE)
        .encode(order, Source.of(clip), 1, newFolder(), new RunControl());
  }

  /** From between two keyframes to between two others. */
  private SegmentInterval middle() {
    List<CutPoint> cuts = video.cuts();
    CutPoint start = cuts.get(cuts.size() / 3);
    CutPoint end = cuts.get(2 * cuts.size() / 3);
    return new SegmentInterval(
        video.timebase(),
        start.keyframePts(),
        start.pts(),
        end.pts(),
        video.startPts(),
        end.packetsBefore() - start.packetsBefore());
  }

  private static VideoEncoding encoding(int width, int height, int crf) {
    return new VideoEncoding(
        VideoCodec.H264,
        "veryfast",
        crf,
        width,
        height,
        50_000_000,
        100_000_000,
        60,
        Rational.of(30_000, 1001),
        1,
        DynamicRange.SDR);
  }

  private static VideoEncoding encoding(
      VideoCodec codec, String preset, DynamicRange range, int crf) {
    return new VideoEncoding(
        codec,
        preset,
        crf,
        320,
        180,
        50_000_000,
        100_000_000,
        60,
        Rational.of(30_000, 1001),
        1,
        range);
  }

  private Path newFolder() throws IOException {
    return Files.createDirectory(folder.resolve("work" + folders++));
  }
}
