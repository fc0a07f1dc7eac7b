package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.WorkOrder;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkOrder.PosterOrder;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SourceAccess;
import dev.reelmill.common.work.WorkOrder.UploadTarget;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the order that a worker gets out of what the database keeps, for one attempt. */
final class OrderComposer {

  private final ObjectAccess access;

  OrderComposer(ObjectAccess access) {
    this.access = access;
  }

  WorkOrder compose(DSLContext tx, JobRecord job, OrderBody body, long attempt) {
    SourceAccess source =
        new SourceAccess(
            job.getSourceKey(), access.readUrl(job.getSourceKey()), job.getSourceBytes());
    String video = job.getVideoId();
    return switch (body) {
      case OrderBody.Inspect inspect -> new InspectSource(source);
      case OrderBody.Segment segment ->
          new EncodeSegment(
              source,
              segment.format(),
              segment.stream(),
              segment.interval(),
              rungs(tx, job, segment, attempt),
              poster(segment.poster(), video, attempt));
      case OrderBody.Audio audio ->
          new EncodeAudio(
              source,
              audio.format(),
              audio.stream(),
              audio.origin(),
              audio.duration(),
              audio.rendition(),
              audioEncoding(tx, job, audio.rendition()),
              target(ObjectKeys.audio(video, audio.rendition(), attempt)));
    };
  }

  private List<RungOrder> rungs(
      DSLContext tx, JobRecord job, OrderBody.Segment segment, long attempt) {
    return tx.selectFrom(RENDITION)
        .where(RENDITION.JOB_ID.eq(job.getId()).and(RENDITION.KIND.eq("video")))
        .and(RENDITION.LADDER.eq(segment.ladder()))
        .orderBy(RENDITION.POSITION)
        .fetch(
            rendition ->
                new RungOrder(
                    rendition.getName(),
                    Json.read(rendition.getEncoding().data(), VideoEncoding.class),
                    target(
                        ObjectKeys.segment(
                            job.getVideoId(), rendition.getName(), segment.number(), attempt))));
  }

  private static AudioEncoding audioEncoding(DSLContext tx, JobRecord job, String name) {
    String encoding =
        tx.select(RENDITION.ENCODING)
            .from(RENDITION)
            .where(RENDITION.JOB_ID.eq(job.getId()).and(RENDITION.NAME.eq(name)))
            .fetchSingle()
            .value1()
            .data();
    return Json.read(encoding, AudioEncoding.class);
  }

  private @Nullable PosterOrder poster(
      OrderBody.@Nullable Still still, String video, long attempt) {
    return still == null
        ? null
        : new PosterOrder(still.width(), still.height(), target(ObjectKeys.poster(video, attempt)));
  }

  private UploadTarget target(String key) {
    return new UploadTarget(key, access.writeUrl(key));
  }
}
