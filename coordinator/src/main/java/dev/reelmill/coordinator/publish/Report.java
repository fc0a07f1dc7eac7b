package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.plan.LadderFit;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.ArrayList;
import java.util.List;

/**
 * What was made of a source, for machines: {@code report.json}.
 *
 * @param video its public id
 * @param job its id
 * @param profile what was asked for
 * @param sourceName the file's name as it came
 * @param source what inspection found
 * @param renditions pictures best first, then sound
 * @param cpuSeconds of all encoding, verification included
 * @param quality of the pictures against the source, where that was measured
 * @param perTitle how the ladders were made to fit the title; empty where they were not
 * @param warnings what the uploader should know
 */
public record Report(
    String video,
    long job,
    String profile,
    String sourceName,
    SourceReport source,
    List<RenditionReport> renditions,
    double cpuSeconds,
    List<RenditionQuality> quality,
    List<LadderFit> perTitle,
    List<String> warnings) {

  /**
   * One rendition.
   *
   * @param kind {@code video} or {@code audio}
   * @param codecs as in RFC 6381
   * @param frames pictures, or audio frames
   * @param durationSeconds from its first to the end of its last
   * @param averageBitrate in bits per second, over the whole
   * @param peakBitrate in bits per second, of what a player fetches at once
   * @param initSha256 of the init segment that all its segments share
   * @param cpuSeconds of its encoding; one decode feeds all rungs, so theirs is shared equally
   */
  public record RenditionReport(
      String name,
      String kind,
      String codecs,
      int width,
      int height,
      long frames,
      double durationSeconds,
      long sizeBytes,
      long averageBitrate,
      long peakBitrate,
      String initSha256,
      double cpuSeconds,
      List<SegmentReport> segments) {}

  /**
   * One stored object.
   *
   * @param startSeconds on the published clock
   * @param startTicks its first {@code tfdt}
   * @param timescale ticks per second
   */
  public record SegmentReport(
      String file,
      double startSeconds,
      long startTicks,
      long timescale,
      long frames,
      long sizeBytes,
      String sha256) {}

  /** Writes the report of a finished job. */
  public static Report of(
      PublishedMedia media,
      String profile,
      String sourceName,
      ObjectPaths paths,
      List<RenditionQuality> quality,
      List<LadderFit> perTitle) {
    List<RenditionReport> renditions = new ArrayList<>();
    media.rungs().forEach(rung -> renditions.add(rendition(rung, "video", paths)));
    media.audio().forEach(audio -> renditions.add(rendition(audio, "audio", paths)));
    return new Report(
        media.video(),
        media.job(),
        profile,
        sourceName,
        SourceReport.of(media.facts()),
        renditions,
        renditions.stream().mapToDouble(RenditionReport::cpuSeconds).sum(),
        quality,
        perTitle,
        RenditionQuality.warnings(quality));
  }

  private static RenditionReport rendition(Track track, String kind, ObjectPaths paths) {
    MediaObject first = track.objects().getFirst();
    long bytes = track.objects().stream().mapToLong(MediaObject::sizeBytes).sum();
    Rational length = track.end().minus(track.start());
    return new RenditionReport(
        track.name(),
        kind,
        first.codecs(),
        track.width(),
        track.height(),
        track.objects().stream().mapToLong(MediaObject::samples).sum(),
        length.toDouble(),
        bytes,
        length.isPositive() ? Rational.of(8 * bytes).dividedBy(length).round() : 0,
        Chunk.of(track).stream().mapToLong(chunk -> chunk.bitrate().ceil()).max().orElse(0),
        first.initSha256(),
        track.cpuMillis() / 1000.0,
        segments(track, paths));
  }

  private static List<SegmentReport> segments(Track track, ObjectPaths paths) {
    List<SegmentReport> segments = new ArrayList<>();
    for (int i = 0; i < track.objects().size(); i++) {
      MediaObject object = track.objects().get(i);
      long start = object.fragments().getFirst().startPts();
      segments.add(
          new SegmentReport(
              paths.path(track, i, object),
              Rational.of(start, object.timescale()).toDouble(),
              start,
              object.timescale(),
              object.samples(),
              object.sizeBytes(),
              object.sha256()));
    }
    return segments;
  }
}
