package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.sql.tables.records.JobRecord;
import dev.reelmill.sql.tables.records.RenditionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;

/** Reads what has been accepted of a job. */
final class MediaLoader {

  private MediaLoader() {}

  /** Empty-handed before there is a plan. */
  static @Nullable PublishedMedia load(DSLContext sql, JobRecord job) {
    JSONB facts = job.getFacts();
    if (facts == null) {
      return null;
    }
    List<RenditionRecord> renditions =
        sql.selectFrom(RENDITION)
            .where(RENDITION.JOB_ID.eq(job.getId()))
            .orderBy(RENDITION.POSITION)
            .fetch();
    SourceFacts source = Json.read(facts.data(), SourceFacts.class);
    List<RenditionRecord> pictures = kind(renditions, "video");
    List<Track> rungs = new ArrayList<>();
    for (RenditionRecord rendition : pictures) {
      if (isListed(rendition, pictures.getFirst())) {
        rungs.add(rung(sql, rendition, source, sharers(rendition, pictures)));
      }
    }
    List<Track> audio =
        kind(renditions, "audio").stream().map(rendition -> sound(sql, rendition)).toList();
    return new PublishedMedia(
        job.getVideoId(),
        job.getId(),
        job.getState().equals(JobState.PUBLISHED.text()),
        source,
        rungs,
        audio,
        TextLoader.load(sql, job.getId()),
        job.getPoster() == null ? null : Json.read(job.getPoster().data(), Poster.class));
  }

  private static List<RenditionRecord> kind(List<RenditionRecord> renditions, String kind) {
    return renditions.stream().filter(rendition -> rendition.getKind().equals(kind)).toList();
  }

  /** The first ladder grows while it is watched; others join when they are complete. */
  private static boolean isListed(RenditionRecord rendition, RenditionRecord first) {
    return rendition.getLadder().equals(first.getLadder())
        || rendition.getSegmentsDone().equals(rendition.getSegmentsTotal());
  }

  /** Rungs that come out of one decode. */
  private static int sharers(RenditionRecord rendition, List<RenditionRecord> all) {
    return (int) all.stream().filter(r -> r.getLadder().equals(rendition.getLadder())).count();
  }

  private static Track rung(
      DSLContext sql, RenditionRecord rendition, SourceFacts source, int sharers) {
    VideoEncoding encoding = Json.read(rendition.getEncoding().data(), VideoEncoding.class);
    Accepted accepted = accepted(sql, rendition.getId());
    return new Track(
        rendition.getName(),
        rendition.getLadder(),
        encoding.width(),
        encoding.height(),
        encoding.frameRate(),
        videoRange(encoding, source),
        0,
        encoding.maxBitrate(),
        accepted.objects,
        accepted.cpuMillis / sharers,
        "",
        TrackLabel.NONE,
        null);
  }

  /** An HDR rung keeps the curve of its source. */
  private static String videoRange(VideoEncoding encoding, SourceFacts source) {
    if (encoding.dynamicRange() == DynamicRange.SDR) {
      return "SDR";
    }
    return Objects.requireNonNull(source.video()).picture().colour().hlg() ? "HLG" : "PQ";
  }

  private static Track sound(DSLContext sql, RenditionRecord rendition) {
    AudioEncoding encoding = Json.read(rendition.getEncoding().data(), AudioEncoding.class);
    Accepted accepted = accepted(sql, rendition.getId());
    return new Track(
        rendition.getName(),
        "",
        0,
        0,
        Rational.ZERO,
        "",
        encoding.channels(),
        encoding.bitrate(),
        accepted.objects,
        accepted.cpuMillis,
        Objects.requireNonNull(rendition.getVariant()),
        Json.read(rendition.getLabel().data(), TrackLabel.class),
        rendition.getFigures() == null
            ? null
            : Json.read(rendition.getFigures().data(), SoundFigures.class));
  }

  private static Accepted accepted(DSLContext sql, long rendition) {
    List<MediaObject> objects = new ArrayList<>();
    long cpuMillis = 0;
    for (Record3<Integer, JSONB, Long> row :
        sql.select(MEDIA_OBJECT.SEGMENT, MEDIA_OBJECT.OBJECT, ATTEMPT.CPU_MILLIS)
            .from(MEDIA_OBJECT)
            .join(ATTEMPT)
            .on(ATTEMPT.ID.eq(MEDIA_OBJECT.ATTEMPT_ID))
            .where(MEDIA_OBJECT.RENDITION_ID.eq(rendition))
            .orderBy(MEDIA_OBJECT.SEGMENT)
            .fetch()) {
      if (row.value1() != objects.size()) {
        break;
      }
      objects.add(Json.read(row.value2().data(), MediaObject.class));
      cpuMillis += row.value3() == null ? 0 : row.value3();
    }
    return new Accepted(objects, cpuMillis);
  }

  private record Accepted(List<MediaObject> objects, long cpuMillis) {}
}
