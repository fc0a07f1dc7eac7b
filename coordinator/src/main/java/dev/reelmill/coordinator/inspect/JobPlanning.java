package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedPoster;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Planner;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.plan.Profiles;
import dev.reelmill.coordinator.plan.QualitySampling;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Turns facts into renditions and orders, in the transaction that accepts the facts. */
public final class JobPlanning {

  /** What begins before this is encoded first, so that watching can begin. */
  private static final Rational FIRST_PLAYABLE_SECONDS = Rational.of(12);

  private JobPlanning() {}

  /**
   * Plans a job that is being inspected.
   *
   * @throws dev.reelmill.common.failure.ReelmillException if nothing can be made of such a source
   */
  public static void accept(DSLContext tx, JobRecord job, SourceFacts facts) {
    Profile profile = Profiles.named(job.getProfile());
    Plan plan = Planner.plan(facts, profile);
    VideoFacts video = Objects.requireNonNull(facts.video());
    tx.update(JOB)
        .set(JOB.STATE, JobState.ENCODING.text())
        .set(JOB.FACTS, JSONB.valueOf(Json.write(facts)))
        .set(JOB.ORDERS_LEFT, plan.orders())
        .where(JOB.ID.eq(job.getId()).and(JOB.STATE.eq(JobState.INSPECTING.text())))
        .execute();
    insertRenditions(tx, job.getId(), plan, video.timebase());
    List<NewOrder> orders = new ArrayList<>(TrackPlanning.orders(facts, plan));
    List<Optional<QualityOrder>> quality =
        QualitySampling.of(profile.quality(), video, plan.segments());
    for (int i = 0; i < plan.segments().size(); i++) {
      orders.add(segmentOrder(facts.format(), video, plan, i, quality.get(i).orElse(null)));
    }
    Backlog.add(tx, job.getId(), job.getPriority(), orders);
  }

  private static NewOrder segmentOrder(
      String format, VideoFacts video, Plan plan, int number, @Nullable QualityOrder quality) {
    SegmentInterval interval = plan.segments().get(number);
    Rational begins = video.seconds(interval.startPts() - video.startPts());
    boolean early =
        number == plan.poster().segment() || begins.compareTo(FIRST_PLAYABLE_SECONDS) < 0;
    return new NewOrder(
        OrderQueue.ENCODE,
        early ? NewOrder.FIRST_PLAYABLE : NewOrder.REST,
        new OrderBody.Segment(
            number,
            format,
            video.index(),
            video.picture(),
            interval,
            poster(plan.poster(), number),
            quality));
  }

  private static OrderBody.@Nullable Still poster(PlannedPoster poster, int segment) {
    return poster.segment() == segment
        ? new OrderBody.Still(poster.width(), poster.height())
        : null;
  }

  private static void insertRenditions(DSLContext tx, long job, Plan plan, Rational timebase) {
    int position = 0;
    for (PlannedRung rung : plan.rungs()) {
      insertRendition(
          tx,
          job,
          rung.name(),
          "video",
          position++,
          rung.encoding(),
          timebase,
          plan.segments().size());
    }
    TrackPlanning.insert(tx, job, plan, position);
  }

  private static void insertRendition(
      DSLContext tx,
      long job,
      String name,
      String kind,
      int position,
      Object encoding,
      Rational timebase,
      int segments) {
    tx.insertInto(RENDITION)
        .set(RENDITION.JOB_ID, job)
        .set(RENDITION.NAME, name)
        .set(RENDITION.KIND, kind)
        .set(RENDITION.POSITION, position)
        .set(RENDITION.ENCODING, JSONB.valueOf(Json.write(encoding)))
        .set(RENDITION.TIMEBASE, timebase.toString())
        .set(RENDITION.SEGMENTS_TOTAL, segments)
        .execute();
  }
}
