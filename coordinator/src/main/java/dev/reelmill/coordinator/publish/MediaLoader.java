package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.publish.PublishedMedia.Picture;
import dev.reelmill.coordinator.publish.PublishedMedia.Sound;
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
    SourceFacts known = Json.read(facts.data(), SourceFacts.class);
    List<Track> rungs = new ArrayList<>();
    List<Track> audio = new ArrayList<>();
    for (RenditionRecord rendition : renditions) {
      if (rendition.getKind().equals("video")) {
        rungs.add(rung(sql, rendition, known, sharers(rendition, renditions)));
      } else {
        audio.add(sound(sql, rendition));
      }
    }
    return new PublishedMedia(
        job.getVideoId(),
        job.getId(),
        job.getState().equals(JobState.PUBLISHED.text()),
        known,
        rungs,
        audio,
        TextLoader.load(sql, job.getId()),
        FileLoader.load(sql, job.getId()),
        job.getPoster() == null ? null : Json.read(job.getPoster().data(), Poster.class));
  }

  private static Track rung(
      DSLContext sql, RenditionRecord rendition, SourceFacts facts, int sharers) {
    VideoEncoding encoding = Json.read(rendition.getEncoding().data(), VideoEncoding.class);
    Accepted accepted = accepted(sql, rendition.getId());
    return new Track(
        rendition.getName(),
        rendition.getLadder(),
        new Picture(encoding, range(encoding, facts)),
        null,
        accepted.objects.size() == rendition.getSegmentsTotal(),
        accepted.objects,
        accepted.cpuMillis / sharers);
  }

  /** Rungs that come out of one decode. */
  private static int sharers(RenditionRecord rendition, List<RenditionRecord> all) {
    String ladder = rendition.getLadder();
    return (int) all.stream().filter(other -> ladder.equals(other.getLadder())).count();
  }

  /** An HDR rung keeps the curve of its source. */
  private static VideoRange range(VideoEncoding encoding, SourceFacts facts) {
    if (encoding.dynamicRange() == DynamicRange.SDR) {
      return VideoRange.SDR;
    }
    boolean hlg = Objects.requireNonNull(facts.video()).picture().colour().hlg();
    return hlg ? VideoRange.HLG : VideoRange.PQ;
  }

  private static Track sound(DSLContext sql, RenditionRecord rendition) {
    AudioEncoding encoding = Json.read(rendition.getEncoding().data(), AudioEncoding.class);
    Accepted accepted = accepted(sql, rendition.getId());
    JSONB figures = rendition.getFigures();
    return new Track(
        rendition.getName(),
        Objects.requireNonNull(rendition.getVariant()),
        null,
        new Sound(
            encoding,
            Json.read(rendition.getLabel().data(), TrackLabel.class),
            figures == null ? null : Json.read(figures.data(), SoundFigures.class)),
        !accepted.objects.isEmpty(),
        accepted.objects,
        accepted.cpuMillis);
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
