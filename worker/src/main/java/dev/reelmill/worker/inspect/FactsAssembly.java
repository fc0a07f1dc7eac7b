package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what was found together into facts. */
final class FactsAssembly {

  private final StreamReport report;
  private final Stream picture;
  private final Picture look;
  private final PacketScan scan;
  private final FfmpegSettings limits;
  private final List<String> warnings;

  FactsAssembly(
      StreamReport report,
      Stream picture,
      Picture look,
      PacketScan scan,
      FfmpegSettings limits,
      List<String> warnings) {
    this.report = report;
    this.picture = picture;
    this.look = look;
    this.scan = scan;
    this.limits = limits;
    this.warnings = warnings;
  }

  /**
   * The facts.
   *
   * @param sound the tracks that decode
   * @throws ReelmillException {@link FailureCode#SOURCE_LIMITS} if it plays too long
   */
  SourceFacts facts(long sizeBytes, SoundAssembly sound) {
    VideoFacts video = video();
    List<AudioFacts> audio = sound.facts();
    Rational origin = video.seconds(video.startPts());
    Rational end = video.seconds(video.endPts());
    for (AudioFacts track : audio) {
      origin = least(origin, track.start());
      end = least(end.times(-1), track.end().times(-1)).times(-1);
    }
    tellJumps(video, audio);
    Rational duration = SoundAssembly.checkedDuration(end.minus(origin), limits);
    return new SourceFacts(
        report.format(),
        sizeBytes,
        origin,
        duration,
        video,
        audio,
        report.text(),
        report.chapters(),
        warnings,
        scan.isDamaged()
            ? Holes.in(scan.sortedPts(), video.timebase(), origin, scan.partStarts())
            : List.of());
  }

  private void tellJumps(VideoFacts video, List<AudioFacts> audio) {
    List<List<TimeJump>> jumps = new ArrayList<>();
    jumps.add(video.jumps());
    audio.forEach(track -> jumps.add(track.jumps()));
    Joins.tell(jumps, warnings);
  }

  private VideoFacts video() {
    long[] pts = scan.sortedPts();
    long end = Math.addExact(pts[pts.length - 1], lastDuration(pts));
    // Before places to cut are looked for, of which there would be as many as it plays seconds.
    SoundAssembly.checkedDuration(
        picture.timebase().times(Math.subtractExact(end, pts[0])), limits);
    FrameTiming timing = FrameTiming.of(pts, end, picture);
    warnAboutFrames();
    return new VideoFacts(
        picture.index(),
        picture.codec(),
        picture.timebase(),
        look,
        timing.rate(),
        timing.constant(),
        pts.length,
        pts[0],
        end,
        cuts(pts),
        scan.jumps(picture.index()));
  }

  private List<CutPoint> cuts(long[] pts) {
    CutFinder finder =
        new CutFinder(pts, scan.sortedKeyframes(), scan.firstPacket(), picture.timebase());
    boolean reordered = picture.node().path("has_b_frames").asInt() > 0;
    if (scan.isUntimed()) {
      warnings.add(
          "The file holds no times; its frames are shown at the rate that it states, or 25 a second.");
      return finder.single();
    }
    if (scan.isGuessed() && reordered) {
      warnings.add("Some frames have no presentation time; the video is encoded in one piece.");
      return finder.single();
    }
    return scan.jumps(picture.index()).isEmpty() ? finder.all() : finder.few();
  }

  private void warnAboutFrames() {
    int strays = scan.strays();
    if (strays > 0) {
      warnings.add(
          "%d frames have times that can't be right, and were left out.".formatted(strays));
    }
    Optional<Long> listed = picture.listedFrames();
    if (listed.isPresent() && listed.get() > scan.packets() * 2L) {
      warnings.add(
          "The file's index lists %d frames, and %d are there."
              .formatted(listed.get(), scan.packets()));
    }
  }

  /** Where the container gives none, the average distance stands in. */
  private long lastDuration(long[] pts) {
    if (scan.lastDuration() > 0) {
      return scan.lastDuration();
    }
    if (pts.length < 2) {
      return Math.max(1, Rational.of(1, 25).dividedBy(picture.timebase()).round());
    }
    return Math.max(1, (pts[pts.length - 1] - pts[0]) / (pts.length - 1));
  }

  private static Rational least(Rational left, Rational right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
