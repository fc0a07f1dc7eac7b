package dev.reelmill.worker.hostile;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TimeSpan;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.worker.audio.AudioEncoder;
import dev.reelmill.worker.audio.EncodedAudio;
import dev.reelmill.worker.deliver.AudioExpectation;
import dev.reelmill.worker.deliver.SegmentExpectation;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.encode.EncodedSegment;
import dev.reelmill.worker.encode.SegmentEncoder;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.arguments.SoundCodec;
import dev.reelmill.worker.inspect.Inspector;
import dev.reelmill.worker.scratch.Scratch;
import dev.reelmill.worker.text.TextExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The way of a file through a worker: inspection, its first segment, its first sound and text. */
final class Passage {

  private static final SourceAccess SOURCE = new SourceAccess("sources/x", "http://x", 1);
  private static final UploadTarget NOWHERE = new UploadTarget("videos/x", "http://x");
  private static final long MOST_BYTES = 100_000_000;

  private final Ffmpeg ffmpeg;

  Passage(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /** Takes a file as far as it gets, in a folder that is removed. */
  Verdict of(Path file) throws IOException {
    Path folder = Files.createTempDirectory("reelmill-hostile");
    try {
      return new Verdict.Encoded(encoded(file, folder));
    } catch (ReelmillException e) {
      return new Verdict.Refused(e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | IOException e) {
      return new Verdict.Broken(e);
    } finally {
      Scratch.remove(folder);
    }
  }

  private String encoded(Path file, Path folder) throws IOException {
    SourceFacts facts =
        new Inspector(ffmpeg)
            .inspect(
                Source.of(file),
                Files.createDirectory(folder.resolve("inspect")),
                new RunControl());
    List<String> what = new ArrayList<>();
    if (facts.video() != null) {
      what.add(picture(facts, facts.video(), file, folder));
    }
    if (!facts.audio().isEmpty()) {
      what.add(sound(facts, facts.audio().getFirst(), file, folder));
    }
    if (!facts.text().isEmpty()) {
      what.add(text(facts, facts.text().getFirst(), file, folder));
    }
    what.addAll(facts.warnings());
    return String.join("; ", what);
  }

  private String picture(SourceFacts facts, VideoFacts video, Path file, Path folder)
      throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("picture"));
    SegmentInterval interval = firstSegment(facts, video);
    EncodeSegment order =
        new EncodeSegment(
            SOURCE,
            facts.format(),
            video.index(),
            video.picture(),
            interval,
            List.of(new RungOrder("a", encoding(video), NOWHERE)),
            null);
    EncodedSegment encoded =
        new SegmentEncoder(ffmpeg).encode(order, Source.of(file), 1, scratch, new RunControl());
    new Verification(ffmpeg)
        .segment(
            encoded.rungs(),
            SegmentExpectation.of(interval, encoded.frames(), MOST_BYTES),
            scratch,
            new RunControl());
    return "%d of %d frames, lost %s"
        .formatted(encoded.frames(), interval.packets(), encoded.lost());
  }

  /** As planning does it. */
  private static SegmentInterval firstSegment(SourceFacts facts, VideoFacts video) {
    List<CutPoint> cuts = video.cuts();
    CutPoint start = cuts.getFirst();
    CutPoint end = cuts.size() > 1 ? cuts.get(1) : null;
    return new SegmentInterval(
        video.timebase(),
        start.keyframePts(),
        start.pts(),
        end == null ? null : end.pts(),
        facts.origin().dividedBy(video.timebase()).floor(),
        end == null ? video.packets() : end.packetsBefore());
  }

  private static VideoEncoding encoding(VideoFacts video) {
    return new VideoEncoding(
        VideoCodec.H264,
        "ultrafast",
        30,
        64,
        48,
        1_000_000,
        2_000_000,
        50,
        video.frameRate(),
        1,
        DynamicRange.SDR);
  }

  private String sound(SourceFacts facts, AudioFacts track, Path file, Path folder)
      throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("sound"));
    EncodeAudio order =
        new EncodeAudio(
            SOURCE,
            facts.format(),
            track,
            facts.origin(),
            facts.duration(),
            "audio-1",
            new AudioEncoding(AudioCodec.AAC, 64_000, 48_000, Math.min(2, track.channels())),
            null,
            null,
            NOWHERE);
    EncodedAudio encoded =
        new AudioEncoder(ffmpeg).encode(order, Source.of(file), scratch, new RunControl());
    new Verification(ffmpeg)
        .audio(
            encoded.file(),
            new AudioExpectation(
                order.encoding().sampleRate(),
                encoded.samples(),
                SoundCodec.of(order.encoding()).frameSamples(),
                MOST_BYTES),
            scratch,
            new RunControl());
    List<TimeSpan> lost = encoded.figures(null).lost();
    return "%d samples, lost %s".formatted(encoded.samples(), lost);
  }

  private String text(SourceFacts facts, TextFacts track, Path file, Path folder)
      throws IOException {
    return text(
        new ExtractText(
            SOURCE,
            false,
            facts.format(),
            track.index(),
            track.codec(),
            null,
            facts.origin(),
            facts.duration(),
            NOWHERE),
        file,
        folder);
  }

  /** What an extraction brings, as text. */
  String text(ExtractText order, Path file, Path folder) throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("text"));
    var text = new TextExtractor(ffmpeg).extract(order, Source.of(file), scratch, new RunControl());
    String cues = text.file().isEmpty() ? "" : Files.readString(text.file().get());
    return "%d cues %s %s".formatted(text.cues(), text.warnings(), cues);
  }
}
