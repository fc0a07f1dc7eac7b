package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.plan.LadderFit;
import dev.reelmill.coordinator.publish.PublishedMedia.Sound;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a source, for machines: {@code report.json}.
 *
 * @param video its public id
 * @param job its id
 * @param profile what was asked for
 * @param sourceName the file's name as it came
 * @param source what inspection found
 * @param lost where the source's picture could not be decoded
 * @param renditions pictures best first, then sound
 * @param text subtitles
 * @param files progressive ones
 * @param cpuSeconds of all encoding, verification included
 * @param quality of the pictures against the source, where that was measured
 * @param perTitle how the ladders were made to fit the title; empty where they were not
 * @param warnings what is not as it should be, in words
 */
public record Report(
    String video,
    long job,
    String profile,
    String sourceName,
    SourceReport source,
    List<LostReport> lost,
    List<RenditionReport> renditions,
    List<TextReport> text,
    List<FileReport> files,
    double cpuSeconds,
    List<RenditionQuality> quality,
    List<LadderFit> perTitle,
    List<String> warnings) {

  /**
   * One rendition.
   *
   * @param kind {@code video} or {@code audio}
   * @param ladder to which it belongs; for sound, the profile's variant
   * @param codecs as in RFC 6381
   * @param range {@code SDR}, {@code HLG} or {@code PQ}, for pictures
   * @param label what a listener chooses it by, for sound
   * @param figures what was measured of it, for sound
   * @param frames pictures, or audio frames
   * @param durationSeconds from its first to the end of its last
   * @param averageBitrate in bits per second, over the whole
   * @param peakBitrate in bits per second, as HLS declares it
   * @param initSha256 of the init segment that all its segments share
   * @param sha256 over the segments' own checksums, in order: outputs that are equal byte for byte
   *     have the same, whoever encoded them
   * @param cpuSeconds of its encoding; one decode feeds all rungs, so theirs is shared equally
   */
  public record RenditionReport(
      String name,
      String kind,
      String ladder,
      String codecs,
      int width,
      int height,
      @Nullable VideoRange range,
      int channels,
      @Nullable TrackLabel label,
      @Nullable SoundFigures figures,
      long frames,
      double durationSeconds,
      long sizeBytes,
      long averageBitrate,
      long peakBitrate,
      String initSha256,
      String sha256,
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

  /** One WebVTT file; no file where there was nothing to show. */
  public record TextReport(
      String name,
      TrackLabel label,
      @Nullable String file,
      int cues,
      @Nullable String sha256,
      List<String> warnings) {}

  /**
   * One progressive file.
   *
   * @param video the rendition of its pictures
   * @param audio the rendition of its sound
   * @param problem why it is not there, where that is so
   */
  public record FileReport(
      String name,
      @Nullable String file,
      String video,
      @Nullable String audio,
      @Nullable Long frames,
      @Nullable Double durationSeconds,
      @Nullable Long sizeBytes,
      @Nullable String sha256,
      @Nullable String problem) {}

  /** Writes the report of a finished job. */
  public static Report of(
      PublishedMedia media,
      JobRecord job,
      ObjectPaths paths,
      List<RenditionQuality> quality,
      List<LadderFit> perTitle) {
    List<RenditionReport> renditions = new ArrayList<>();
    media.rungs().forEach(rung -> renditions.add(rendition(rung, "video", paths)));
    media.audio().forEach(audio -> renditions.add(rendition(audio, "audio", paths)));
    return new Report(
        media.video(),
        media.job(),
        job.getProfile(),
        job.getSourceName(),
        SourceReport.of(media.facts()),
        LostReport.of(job.getLost().data(), media.facts().missing()),
        renditions,
        media.text().stream().map(track -> text(track, paths)).toList(),
        media.files().stream().map(file -> file(file, paths)).toList(),
        renditions.stream().mapToDouble(RenditionReport::cpuSeconds).sum(),
        quality,
        perTitle,
        Stream.concat(warnings(media).stream(), RenditionQuality.warnings(quality).stream())
            .toList());
  }

  private static RenditionReport rendition(Track track, String kind, ObjectPaths paths) {
    MediaObject first = track.objects().getFirst();
    Bandwidth bandwidth = Bandwidth.of(track);
    Sound sound = track.sound();
    return new RenditionReport(
        track.name(),
        kind,
        track.ladder(),
        first.codecs(),
        track.width(),
        track.height(),
        track.picture() == null ? null : track.picture().range(),
        track.channels(),
        sound == null ? null : sound.label(),
        sound == null ? null : sound.figures(),
        track.objects().stream().mapToLong(MediaObject::samples).sum(),
        track.end().minus(track.start()).toDouble(),
        track.objects().stream().mapToLong(MediaObject::sizeBytes).sum(),
        bandwidth.average(),
        bandwidth.peak(),
        first.initSha256(),
        Checksums.over(track.objects().stream().map(MediaObject::sha256).toList()),
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

  private static TextReport text(TextTrack track, ObjectPaths paths) {
    var object = track.object();
    return new TextReport(
        track.name(),
        track.label(),
        object == null ? null : paths.path(track, object),
        object == null ? 0 : object.cues(),
        object == null ? null : object.sha256(),
        track.warnings());
  }

  private static FileReport file(ProgressiveFile planned, ObjectPaths paths) {
    var file = planned.file();
    return new FileReport(
        planned.name(),
        file == null ? null : paths.path(file),
        planned.video(),
        planned.audio(),
        file == null ? null : file.frames(),
        file == null ? null : file.duration().toDouble(),
        file == null ? null : file.sizeBytes(),
        file == null ? null : file.sha256(),
        planned.problem());
  }

  private static List<String> warnings(PublishedMedia media) {
    Stream<String> texts =
        media.text().stream()
            .flatMap(track -> track.warnings().stream().map(w -> track.name() + ": " + w));
    Stream<String> files =
        media.files().stream()
            .filter(file -> file.problem() != null)
            .map(file -> file.name() + ": " + Objects.requireNonNull(file.problem()));
    return Stream.of(media.facts().warnings().stream(), texts, files)
        .flatMap(warnings -> warnings)
        .toList();
  }
}
