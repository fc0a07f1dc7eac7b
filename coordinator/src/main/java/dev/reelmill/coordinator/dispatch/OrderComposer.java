package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.RENDITION;
import static dev.reelmill.sql.Tables.STILLS;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkOrder.PackPictures;
import dev.reelmill.common.work.WorkOrder.PosterOrder;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.StillsInput;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.common.work.WorkOrder.TrackPieces;
import dev.reelmill.common.work.WorkOrder.TrialEncode;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.sql.tables.records.JobRecord;
import dev.reelmill.sql.tables.records.RenditionRecord;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Makes the order that a worker gets out of what the database keeps, for one attempt. */
final class OrderComposer {

  private final ObjectAccess access;

  OrderComposer(ObjectAccess access) {
    this.access = access;
  }

  /**
   * What the database has of some jobs besides their rows; asked when it is first needed, once for
   * all of them.
   */
  static final class Parts {

    private final DSLContext tx;
    private final Collection<Long> jobs;
    private @Nullable List<RenditionRecord> renditions;

    private Parts(DSLContext tx, Collection<Long> jobs) {
      this.tx = tx;
      this.jobs = jobs;
    }

    private Stream<RenditionRecord> renditions(JobRecord job) {
      if (renditions == null) {
        renditions =
            tx.selectFrom(RENDITION)
                .where(RENDITION.JOB_ID.eq(DSL.any(jobs.toArray(Long[]::new))))
                .orderBy(RENDITION.POSITION)
                .fetch();
      }
      return renditions.stream().filter(rendition -> rendition.getJobId().equals(job.getId()));
    }
  }

  Parts parts(DSLContext tx, Collection<Long> jobs) {
    return new Parts(tx, jobs);
  }

  WorkOrder compose(Parts parts, JobRecord job, OrderBody body, long attempt) {
    DSLContext tx = parts.tx;
    SourceAccess source = source(job.getSourceKey(), job.getSourceBytes());
    String video = job.getVideoId();
    return switch (body) {
      case OrderBody.Inspect inspect -> new InspectSource(source);
      case OrderBody.Segment segment ->
          new EncodeSegment(
              source,
              segment.format(),
              segment.stream(),
              segment.picture(),
              segment.interval(),
              rungs(parts, job, segment, attempt),
              stills(segment, video, attempt),
              segment.quality());
      case OrderBody.TrialEncode trial ->
          new TrialEncode(
              source,
              trial.format(),
              trial.stream(),
              trial.picture(),
              trial.interval(),
              trial.points(),
              trial.frameRate());
      case OrderBody.Audio audio ->
          new EncodeAudio(
              source,
              audio.format(),
              audio.track(),
              audio.origin(),
              audio.duration(),
              audio.rendition(),
              audioEncoding(parts, job, audio.rendition()),
              audio.loudness(),
              poster(audio.waveform(), video, attempt),
              target(ObjectKeys.audio(video, audio.rendition(), attempt)));
      case OrderBody.Text text -> {
        OrderBody.StoredSideCar sideCar = text.sideCar();
        yield new ExtractText(
            sideCar == null ? source : source(sideCar.key(), sideCar.sizeBytes()),
            sideCar != null,
            text.format(),
            text.track().index(),
            text.track().codec(),
            text.track().label().language(),
            text.origin(),
            text.duration(),
            target(ObjectKeys.text(video, text.name(), attempt)));
      }
      case OrderBody.AssembleFile file ->
          new AssembleFile(
              file.name(),
              file.container(),
              pieces(tx, job, file.video()),
              file.audio() == null ? null : pieces(tx, job, file.audio()),
              target(ObjectKeys.file(video, file.name(), attempt)));
      case OrderBody.PackPictures pictures ->
          new PackPictures(
              stillsOf(tx, job.getId()),
              pictures.layout(),
              target(ObjectKeys.pictures(video, attempt)));
    };
  }

  private SourceAccess source(String key, long sizeBytes) {
    return new SourceAccess(key, access.readUrl(key), sizeBytes);
  }

  private List<RungOrder> rungs(
      Parts parts, JobRecord job, OrderBody.Segment segment, long attempt) {
    return parts
        .renditions(job)
        .filter(rendition -> rendition.getKind().equals("video"))
        .filter(rendition -> segment.ladder().equals(rendition.getLadder()))
        .map(
            rendition ->
                new RungOrder(
                    rendition.getName(),
                    Json.read(rendition.getEncoding().data(), VideoEncoding.class),
                    target(
                        ObjectKeys.segment(
                            job.getVideoId(), rendition.getName(), segment.number(), attempt))))
        .toList();
  }

  private TrackPieces pieces(DSLContext tx, JobRecord job, String name) {
    List<MediaObject> objects =
        tx.select(MEDIA_OBJECT.OBJECT)
            .from(MEDIA_OBJECT)
            .join(RENDITION)
            .on(RENDITION.ID.eq(MEDIA_OBJECT.RENDITION_ID))
            .where(RENDITION.JOB_ID.eq(job.getId()).and(RENDITION.NAME.eq(name)))
            .orderBy(MEDIA_OBJECT.SEGMENT)
            .fetch(row -> Json.read(row.value1().data(), MediaObject.class));
    MediaObject first = objects.getFirst();
    return new TrackPieces(
        name,
        Rational.of(first.fragments().getFirst().startPts(), first.timescale()),
        objects.stream().mapToLong(MediaObject::samples).sum(),
        first.initBytes(),
        objects.stream()
            .map(
                object ->
                    new SourceAccess(
                        object.key(), access.readUrl(object.key()), object.sizeBytes()))
            .toList());
  }

  private static AudioEncoding audioEncoding(Parts parts, JobRecord job, String name) {
    return parts
        .renditions(job)
        .filter(rendition -> rendition.getName().equals(name))
        .map(rendition -> Json.read(rendition.getEncoding().data(), AudioEncoding.class))
        .findFirst()
        .orElseThrow();
  }

  private @Nullable PosterOrder poster(
      OrderBody.@Nullable Still still, String video, long attempt) {
    return still == null
        ? null
        : new PosterOrder(still.width(), still.height(), target(ObjectKeys.poster(video, attempt)));
  }

  private @Nullable StillsOrder stills(OrderBody.Segment segment, String video, long attempt) {
    SegmentStills what = segment.stills();
    return what == null
        ? null
        : new StillsOrder(what, target(ObjectKeys.stills(video, segment.number(), attempt)));
  }

  private List<StillsInput> stillsOf(DSLContext tx, long job) {
    return tx.selectFrom(STILLS)
        .where(STILLS.JOB_ID.eq(job))
        .orderBy(STILLS.SEGMENT)
        .fetch(
            row -> {
              StillsObject object = Json.read(row.getObject().data(), StillsObject.class);
              String key = object.key();
              return new StillsInput(
                  new SourceAccess(key, access.readUrl(key), object.sizeBytes()),
                  object.pictures());
            });
  }

  private UploadTarget target(String key) {
    return access.target(key);
  }
}
