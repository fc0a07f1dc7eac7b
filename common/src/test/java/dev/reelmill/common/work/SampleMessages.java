package dev.reelmill.common.work;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Chapter;
import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.LightLevels;
import dev.reelmill.common.media.LightLevels.Chromaticity;
import dev.reelmill.common.media.LightLevels.MasteringDisplay;
import dev.reelmill.common.media.Loudness;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Orientation;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.Scan;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.Still;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkOrder.PackPictures;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.StillsInput;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.common.work.WorkOrder.TrackPieces;
import dev.reelmill.common.work.WorkOrder.TrialEncode;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of every kind, with and without what may be absent. */
final class SampleMessages {

  /** A message and the type as which it is read. */
  record Sample(Object message, Class<?> type) {}

  private static final SourceAccess SOURCE =
      new SourceAccess(
          "sources/abc", "http://host/objects/sources/abc?expires=1", 1_000_000_000_000L);
  private static final UploadTarget TARGET =
      new UploadTarget("videos/abc/a.mp4", "http://host/put");
  private static final Rational NTSC = Rational.of(30_000, 1001);
  private static final VideoEncoding H264 =
      new VideoEncoding(
          VideoCodec.H264,
          "veryfast",
          23,
          1280,
          720,
          3_000_000,
          6_000_000,
          60,
          NTSC,
          1,
          DynamicRange.SDR);
  private static final AudioEncoding AAC = new AudioEncoding(AudioCodec.AAC, 128_000, 48_000, 2);
  private static final Fragment FRAGMENT = new Fragment(800, 4096, -1, 60_060, 60, true, 1300);
  private static final MediaObject OBJECT =
      new MediaObject(
          "videos/abc/a.mp4", 4896, "00ff", 800, "ff00", 30_000, "avc1.64001f", List.of(FRAGMENT));

  private static final Chromaticity WHITE =
      new Chromaticity(Rational.of(3127, 10_000), Rational.of(3290, 10_000));
  private static final Picture HDR =
      new Picture(
          1920,
          1080,
          Rational.of(4, 3),
          new Orientation(true, 90),
          Scan.TELECINED_TOP_FIRST,
          null,
          "yuv420p10le",
          10,
          false,
          new Colour("bt2020", "smpte2084", "bt2020nc", "tv"),
          new LightLevels(
              new MasteringDisplay(
                  WHITE, WHITE, WHITE, WHITE, Rational.of(1, 10_000), Rational.of(1000)),
              800,
              200));
  private static final PictureSize TILE = new PictureSize(160, 90);
  private static final PackLayout.Storyboard STORYBOARD =
      new PackLayout.Storyboard(TILE, 10, 10, Rational.of(2));

  private static final Still STILL = new Still(Still.Kind.TILE, 0, 60_060, 0, 4096);
  private static final SegmentStills STILLS =
      new SegmentStills(
          "720p",
          new SegmentStills.Tiles(60_000, TILE),
          null,
          new SegmentStills.Series(
              15_000, TILE, List.of(new SegmentStills.Window(1, -45_000, 45_000))));
  private static final QualityFigures QUALITY = new QualityFigures(3, 0.98, 41.5, 44, 45.25);

  private SampleMessages() {}

  static List<Sample> all() {
    return List.of(
        new Sample(new Hint(7, 2), Hint.class),
        new Sample(new ClaimRequest(7, 2, "worker-1", true), ClaimRequest.class),
        new Sample(
            ClaimRequest.together(
                List.of(
                    new ClaimRequest(7, 2, "worker-1", true, "a"),
                    new ClaimRequest(8, 1, "worker-1", false, "b"))),
            ClaimRequest.class),
        new Sample(granted(new InspectSource(SOURCE)), ClaimReply.class),
        new Sample(granted(segment(120_120L, new StillsOrder(STILLS, TARGET))), ClaimReply.class),
        new Sample(granted(segment(null, null)), ClaimReply.class),
        new Sample(granted(trial()), ClaimReply.class),
        new Sample(
            done(new Output.TrialEncoded(List.of(new TrialFigures(48, 9000, QUALITY)))),
            WorkResult.class),
        new Sample(granted(text()), ClaimReply.class),
        new Sample(granted(audio()), ClaimReply.class),
        new Sample(granted(file(pieces("audio-1"))), ClaimReply.class),
        new Sample(granted(file(null)), ClaimReply.class),
        new Sample(new ClaimReply.Refused("cancelled"), ClaimReply.class),
        new Sample(new ClaimReply.Refused("drained", 30), ClaimReply.class),
        new Sample(
            new Heartbeat("worker-1", "host", "1", 2, List.of(new Heartbeat.Running(9, 100))),
            Heartbeat.class),
        new Sample(new Heartbeat("worker-1", "host", "1", 2, List.of()), Heartbeat.class),
        new Sample(
            new Heartbeat(
                "worker-2",
                "host",
                "1",
                2,
                List.of(),
                null,
                new Capabilities(List.of("h264_nvenc"), 16L << 30, List.of("bigmem", "nvenc"))),
            Heartbeat.class),
        new Sample(new Revocation(List.of(1L, 1L << 40), "cancelled"), Revocation.class),
        new Sample(done(new Output.Inspected(facts(video(), "de"))), WorkResult.class),
        new Sample(done(new Output.Inspected(facts(null, null))), WorkResult.class),
        new Sample(
            done(
                new Output.SegmentEncoded(
                    60, List.of(new RungOutput("720p", OBJECT, QUALITY)), null, List.of())),
            WorkResult.class),
        new Sample(
            done(
                new Output.SegmentEncoded(
                    60,
                    List.of(new RungOutput("720p", OBJECT)),
                    new StillsObject("videos/abc/stills/0000-1.mjpeg", 9, "ab", List.of(STILL)),
                    List.of(new TimeSpan(Rational.of(5), Rational.of(11, 2))))),
            WorkResult.class),
        new Sample(
            done(
                new Output.AudioEncoded(
                    new RungOutput("audio-1", OBJECT),
                    new SoundFigures(
                        new Loudness(-23.1, 7.5, -1.2),
                        null,
                        7.1,
                        true,
                        List.of(new TimeSpan(Rational.ZERO, Rational.of(1, 3)))),
                    null)),
            WorkResult.class),
        new Sample(
            done(
                new Output.TextExtracted(
                    new TextObject("videos/abc/text-1/9.vtt", 10, "ab", 2), List.of("odd"))),
            WorkResult.class),
        new Sample(done(new Output.TextExtracted(null, List.of())), WorkResult.class),
        new Sample(granted(packPictures()), ClaimReply.class),
        new Sample(done(new Output.PicturesPacked(pack())), WorkResult.class),
        new Sample(
            done(
                new Output.FileAssembled(
                    new AssembledFile(
                        "720p.mp4",
                        FileContainer.MP4,
                        "videos/abc/files/9-720p.mp4",
                        1_000_000_000_000L,
                        "ab",
                        60,
                        Rational.of(1001, 500)))),
            WorkResult.class),
        new Sample(
            new Failed(
                9,
                "token",
                FailureCode.ENCODER_HUNG,
                "no frame for 60 s",
                12,
                new Fetched(5_000, "no index")),
            WorkResult.class));
  }

  private static ClaimReply granted(WorkOrder order) {
    return new ClaimReply.Granted(9, "token", 1, "abc", order);
  }

  private static WorkResult done(Output output) {
    return new Done(9, "token", output, 1234, new Fetched(9_000_000, null));
  }

  private static WorkOrder segment(@Nullable Long endPts, @Nullable StillsOrder stills) {
    return new EncodeSegment(
        SOURCE,
        "mov",
        0,
        HDR,
        new SegmentInterval(Rational.of(1, 30_000), -2002, 0, endPts, -1001, 120),
        List.of(new RungOrder("720p", H264, TARGET)),
        stills,
        stills == null ? null : new QualityOrder(6, 3L, 24, new QualityOrder.Floor(30, 0.9)));
  }

  private static WorkOrder trial() {
    return new TrialEncode(
        SOURCE,
        "mov",
        0,
        Picture.plain(1280, 720),
        new SegmentInterval(
            Rational.of(1, 30_000),
            -2002,
            0,
            60_060L,
            -1001,
            120,
            List.of(new TimeJump(75, Rational.of(7, 2)))),
        List.of(H264),
        24);
  }

  private static WorkOrder packPictures() {
    return new PackPictures(
        List.of(new StillsInput(SOURCE, List.of(STILL))),
        new PackLayout(
            STORYBOARD,
            new PackLayout.Preview(TILE, 100, 400_000),
            List.of(new PackLayout.Thumbnail("thumb", TILE))),
        TARGET);
  }

  private static PicturesPack pack() {
    return new PicturesPack(
        "videos/abc/pictures/1.pack",
        9,
        "ab",
        List.of(new PicturesPack.Picture("thumb-1.jpg", TILE, 0, 9)),
        List.of(1, 2),
        STORYBOARD,
        31);
  }

  private static WorkOrder audio() {
    return new EncodeAudio(
        SOURCE,
        "mov",
        track("de"),
        Rational.ZERO,
        Rational.of(1001, 30),
        "audio-1",
        AAC,
        new LoudnessTarget(-16, -1.5),
        null,
        TARGET);
  }

  private static WorkOrder text() {
    return new ExtractText(
        SOURCE, true, "srt", 0, "subrip", null, Rational.ZERO, Rational.of(9), TARGET);
  }

  private static AudioFacts track(@Nullable String language) {
    return new AudioFacts(
        1,
        "aac",
        48_000,
        2,
        "stereo",
        Rational.ZERO,
        Rational.of(9),
        new TrackLabel(language, "Director", true, List.of(TrackRole.COMMENTARY)));
  }

  private static WorkOrder file(@Nullable TrackPieces audio) {
    return new AssembleFile("720p.mp4", FileContainer.MP4, pieces("720p"), audio, TARGET);
  }

  private static TrackPieces pieces(String rendition) {
    return new TrackPieces(rendition, Rational.of(1, 30), 60, 800, List.of(SOURCE, SOURCE));
  }

  private static SourceFacts facts(@Nullable VideoFacts video, @Nullable String language) {
    return new SourceFacts(
        "mov",
        1_000_000_000_000L,
        Rational.of(-1, 3),
        Rational.of(1001, 30),
        video,
        List.of(track(language)),
        List.of(new TextFacts(2, "subrip", TrackLabel.NONE)),
        List.of(new Chapter(Rational.ZERO, Rational.of(5), "One")),
        List.of("an odd thing"));
  }

  private static VideoFacts video() {
    return new VideoFacts(
        0,
        "h264",
        Rational.of(1, 30_000),
        HDR,
        NTSC,
        true,
        1000,
        -1001,
        1_000_000,
        List.of(new CutPoint(-1001, -1001, 0), new CutPoint(60_060, 59_059, 60)));
  }
}
