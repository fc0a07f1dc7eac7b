package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.QualityOrder.Floor;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult.Output.AudioEncoded;
import dev.reelmill.common.work.WorkResult.Output.SegmentEncoded;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.common.work.WorkResult.StillObject;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.collect.Results.Claim;
import dev.reelmill.coordinator.publish.Publishing;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Makes verified pieces part of their renditions. The worker has verified its result; here it is
 * held against the plan and against what other workers delivered.
 */
final class Acceptance {

  private final ObjectCheck objects;
  private final PicturesAcceptance pictures;

  Acceptance(ObjectCheck objects) {
    this.objects = objects;
    this.pictures = new PicturesAcceptance(objects);
  }

  void segment(DSLContext tx, Claim claim, OrderBody.Segment order, SegmentEncoded encoded) {
    Set<String> missing = new HashSet<>(rungs(tx, claim.job().getId(), order.ladder()));
    for (RungOutput rung : encoded.rungs()) {
      require(missing.remove(rung.rendition()), "rung " + rung.rendition() + " was not ordered");
      String key =
          ObjectKeys.segment(
              claim.job().getVideoId(), rung.rendition(), order.number(), claim.attempt().getId());
      require(
          rung.object().samples() == encoded.frames(),
          rung.rendition() + " has " + rung.object().samples() + " of " + encoded.frames());
      checkTimes(order, rung.object());
      accept(tx, claim, rung, key, order.number());
      QualityOrder measured = order.quality();
      recordQuality(tx, rung, key, measured == null ? null : measured.floor());
    }
    require(missing.isEmpty(), "rungs " + missing + " are missing");
    LostParts.add(tx, claim.job().getId(), encoded.lost());
    pictures.stills(tx, claim, order, encoded.stills());
    CrashPoints.reached(CrashPoint.SEGMENT_ACCEPTED);
  }

  void audio(DSLContext tx, Claim claim, OrderBody.Audio order, AudioEncoded encoded) {
    RungOutput track = encoded.rendition();
    require(track.rendition().equals(order.rendition()), "not the rendition that was ordered");
    String key =
        ObjectKeys.audio(claim.job().getVideoId(), order.rendition(), claim.attempt().getId());
    accept(tx, claim, track, key, 0);
    tx.update(RENDITION)
        .set(RENDITION.FIGURES, JSONB.valueOf(Json.write(encoded.figures())))
        .where(RENDITION.JOB_ID.eq(claim.job().getId()))
        .and(RENDITION.NAME.eq(order.rendition()))
        .execute();
    acceptPoster(tx, claim, encoded.waveform());
  }

  private static List<String> rungs(DSLContext tx, long job, String ladder) {
    return tx.select(RENDITION.NAME)
        .from(RENDITION)
        .where(RENDITION.JOB_ID.eq(job).and(RENDITION.KIND.eq("video")))
        .and(RENDITION.LADDER.eq(ladder))
        .fetch(RENDITION.NAME);
  }

  /** The first fragment begins where the plan says, the last ends before the next segment. */
  private static void checkTimes(OrderBody.Segment order, MediaObject object) {
    require(!object.fragments().isEmpty(), object.key() + " has no fragment");
    SegmentInterval interval = order.interval();
    Rational tick = Rational.of(1, object.timescale());
    Fragment first = object.fragments().getFirst();
    Rational begins = tick.times(first.startPts());
    Rational planned = interval.timebase().times(interval.startPts() - interval.originPts());
    // A damaged beginning may have nothing to show; every later segment starts to the tick.
    boolean inTime = order.number() == 0 ? begins.compareTo(planned) >= 0 : begins.equals(planned);
    require(
        inTime, object.key() + " begins at " + begins + " s, not at " + planned + " s as planned");
    Long endPts = interval.endPts();
    if (endPts != null) {
      Rational end = interval.timebase().times(endPts - interval.originPts());
      Rational lastBegins = tick.times(object.fragments().getLast().startPts());
      require(
          lastBegins.compareTo(end) < 0,
          object.key() + " goes on at " + lastBegins + " s, where the next segment has begun");
    }
  }

  private void accept(DSLContext tx, Claim claim, RungOutput rung, String key, int segment) {
    MediaObject object = rung.object();
    objects.require(object.key(), object.sizeBytes(), object.sha256(), key);
    long rendition = advance(tx, claim.job().getId(), rung);
    CrashPoints.reached(CrashPoint.RENDITION_ADVANCED);
    tx.insertInto(MEDIA_OBJECT)
        .set(MEDIA_OBJECT.RENDITION_ID, rendition)
        .set(MEDIA_OBJECT.SEGMENT, segment)
        .set(MEDIA_OBJECT.ATTEMPT_ID, claim.attempt().getId())
        .set(MEDIA_OBJECT.OBJECT_KEY, key)
        .set(MEDIA_OBJECT.OBJECT, JSONB.valueOf(Json.write(object)))
        .execute();
  }

  private static void recordQuality(
      DSLContext tx, RungOutput rung, String key, @Nullable Floor floor) {
    if (rung.quality() != null) {
      tx.update(MEDIA_OBJECT)
          .set(MEDIA_OBJECT.QUALITY, JSONB.valueOf(Json.write(rung.quality())))
          .set(MEDIA_OBJECT.BELOW_FLOOR, QualityFloor.isBelow(rung, floor))
          .where(MEDIA_OBJECT.OBJECT_KEY.eq(key))
          .execute();
    }
  }

  /** One init segment for the whole rendition: the first accepted one decides. */
  private static long advance(DSLContext tx, long job, RungOutput rung) {
    String init = rung.object().initSha256();
    Record2<Long, String> rendition =
        tx.update(RENDITION)
            .set(RENDITION.SEGMENTS_DONE, RENDITION.SEGMENTS_DONE.plus(1))
            .set(RENDITION.INIT_SHA256, DSL.coalesce(RENDITION.INIT_SHA256, init))
            .where(RENDITION.JOB_ID.eq(job).and(RENDITION.NAME.eq(rung.rendition())))
            .returningResult(RENDITION.ID, RENDITION.INIT_SHA256)
            .fetchSingle();
    require(
        rendition.value2().equals(init),
        "the init segment of " + rung.object().key() + " is not that of its rendition");
    return rendition.value1();
  }

  /** A picture of sound, which has no other. */
  private void acceptPoster(DSLContext tx, Claim claim, @Nullable StillObject poster) {
    String ordered = ObjectKeys.poster(claim.job().getVideoId(), claim.attempt().getId());
    if (poster != null
        && objects.flaw(poster.key(), poster.sizeBytes(), poster.sha256(), ordered).isEmpty()) {
      tx.update(JOB)
          .set(
              JOB.POSTER,
              JSONB.valueOf(Json.write(new Poster(poster.key(), 1, 0, poster.sizeBytes()))))
          .where(JOB.ID.eq(claim.job().getId()))
          .execute();
    }
  }

  /** Each of these is a piece less to wait for; the last one of a job publishes it. */
  static void countDown(DSLContext tx, List<Claim> claims) {
    Map<Long, JobRecord> jobs = new TreeMap<>();
    Map<Long, Integer> counts = new TreeMap<>();
    for (Claim claim : claims) {
      jobs.put(claim.job().getId(), claim.job());
      counts.merge(claim.job().getId(), 1, Integer::sum);
    }
    Long[] ids = counts.keySet().toArray(Long[]::new);
    if (ids.length > 1) {
      // In this order, so that two coordinators never wait for each other in a circle.
      tx.select(JOB.ID)
          .from(JOB)
          .where(JOB.ID.eq(DSL.any(ids)))
          .orderBy(JOB.ID)
          .forNoKeyUpdate()
          .execute();
    }
    var given =
        DSL.table(
                "unnest({0}, {1})", DSL.val(ids), DSL.val(counts.values().toArray(Integer[]::new)))
            .as("given", "id", "pieces");
    Map<Long, Integer> left =
        tx.update(JOB)
            .set(
                JOB.ORDERS_LEFT,
                JOB.ORDERS_LEFT.minus(DSL.field(DSL.name("given", "pieces"), SQLDataType.INTEGER)))
            .from(given)
            .where(JOB.ID.eq(DSL.field(DSL.name("given", "id"), SQLDataType.BIGINT)))
            .and(JOB.STATE.eq(JobState.ENCODING.text()))
            .returningResult(JOB.ID, JOB.ORDERS_LEFT)
            .fetchMap(JOB.ID, JOB.ORDERS_LEFT);
    if (left.size() != ids.length) {
      throw new IllegalStateException("of jobs " + counts.keySet() + " not all are being encoded");
    }
    jobs.forEach(
        (id, job) -> {
          if (Integer.valueOf(0).equals(left.get(id))) {
            Publishing.publish(tx, job);
            FileAcceptance.order(tx, job);
            CrashPoints.reached(CrashPoint.FILES_ORDERED);
          }
        });
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ReelmillException(FailureCode.VERIFICATION_FAILED, otherwise);
    }
  }
}
