package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.JOB;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.plan.Cost;
import dev.reelmill.coordinator.plan.FilePlan;
import dev.reelmill.coordinator.plan.LadderFit;
import dev.reelmill.coordinator.plan.PerTitle;
import dev.reelmill.coordinator.plan.PerTitle.FittedPlan;
import dev.reelmill.coordinator.plan.PerTitle.Trial;
import dev.reelmill.coordinator.plan.PerTitlePolicy;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.PlannedPictures;
import dev.reelmill.coordinator.plan.Planner;
import dev.reelmill.coordinator.plan.Profile;
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
    CrashPoints.reached(CrashPoint.INSPECTION_ACCEPTED);
    Profile profile = profile(job);
    Plan plan = Planner.plan(facts, profile);
    PerTitlePolicy perTitle = profile.perTitle();
    if (perTitle == null || plan.ladders().isEmpty()) {
      plan(tx, job, facts, profile, plan);
    } else {
      VideoFacts video = Objects.requireNonNull(facts.video());
      List<Trial> trials = PerTitle.trials(plan, video, perTitle);
      TrialRows.order(tx, job, facts, video, trials, needs(profile, List.of()));
    }
  }

  /** Takes the figures of a trial; the last one brings the plan. */
  public static void acceptTrial(
      DSLContext tx, JobRecord job, int sample, List<TrialFigures> points) {
    if (TrialRows.keep(tx, job, sample, points) > 0) {
      return;
    }
    SourceFacts facts = Json.read(Objects.requireNonNull(job.getFacts()).data(), SourceFacts.class);
    Profile profile = profile(job);
    PerTitlePolicy perTitle = Objects.requireNonNull(profile.perTitle());
    Plan plan = Planner.plan(facts, profile);
    List<Trial> trials = PerTitle.trials(plan, Objects.requireNonNull(facts.video()), perTitle);
    FittedPlan fitted = PerTitle.fit(plan, perTitle, trials, TrialRows.all(tx, job));
    tx.update(JOB)
        .set(JOB.PER_TITLE, JSONB.valueOf(Json.write(new LadderFit.OfJob(fitted.fits()))))
        .where(JOB.ID.eq(job.getId()))
        .execute();
    plan(tx, job, facts, profile, fitted.plan());
  }

  private static Profile profile(JobRecord job) {
    return Json.read(job.getProfileBody().data(), Profile.class);
  }

  private static void plan(
      DSLContext tx, JobRecord job, SourceFacts facts, Profile profile, Plan plan) {
    List<OrderBody.Text> texts = TextPlanning.texts(job, facts, plan);
    List<NewOrder> orders = new ArrayList<>(AudioPlanning.orders(facts, plan, profile));
    VideoFacts video = facts.video();
    if (video != null) {
      RenditionRows.insert(tx, job.getId(), plan, video.timebase());
      orders.addAll(segmentOrders(facts.format(), video, plan, profile));
    }
    AudioPlanning.insert(tx, job.getId(), plan, plan.rungs().size());
    TextPlanning.insert(tx, job.getId(), texts);
    orders.addAll(TextPlanning.orders(texts));
    tx.update(JOB)
        .set(JOB.STATE, JobState.ENCODING.text())
        .set(JOB.FACTS, JSONB.valueOf(Json.write(facts)))
        .set(JOB.ORDERS_LEFT, orders.size())
        .where(JOB.ID.eq(job.getId()).and(JOB.STATE.eq(JobState.INSPECTING.text())))
        .execute();
    CrashPoints.reached(CrashPoint.PLAN_ROWS_WRITTEN);
    Backlog.add(tx, job.getId(), job.getPriority(), orders);
    FilePlanning.insert(tx, job.getId(), FilePlan.of(plan, profile));
    pictures(tx, job, plan.pictures());
    CrashPoints.reached(CrashPoint.PLAN_WRITTEN);
  }

  private static void pictures(DSLContext tx, JobRecord job, @Nullable PlannedPictures pictures) {
    if (pictures != null) {
      tx.update(JOB)
          .set(JOB.STILLS_LEFT, pictures.segments().size())
          .set(JOB.PICTURE_LAYOUT, JSONB.valueOf(Json.write(pictures.layout())))
          .where(JOB.ID.eq(job.getId()))
          .execute();
    }
  }

  private static List<NewOrder> segmentOrders(
      String format, VideoFacts video, Plan plan, Profile profile) {
    List<NewOrder> orders = new ArrayList<>();
    for (PlannedLadder ladder : plan.ladders()) {
      List<Optional<QualityOrder>> quality =
          QualitySampling.of(profile.quality(), video, plan.segments(), ladder.pictureStep());
      for (int i = 0; i < plan.segments().size(); i++) {
        orders.add(
            segmentOrder(format, video, plan, ladder, i, quality.get(i).orElse(null))
                .needing(needs(profile, encodings(ladder))));
      }
    }
    return orders;
  }

  private static NewOrder segmentOrder(
      String format,
      VideoFacts video,
      Plan plan,
      PlannedLadder ladder,
      int number,
      @Nullable QualityOrder quality) {
    SegmentInterval interval = plan.segments().get(number);
    boolean first = ladder.equals(plan.ladders().getFirst());
    long frames = Math.ceilDiv(interval.packets(), ladder.pictureStep());
    OrderBody.Segment body =
        new OrderBody.Segment(
            number,
            ladder.name(),
            format,
            video.index(),
            video.picture(),
            interval,
            frames,
            first ? stills(plan, number) : null,
            quality);
    return new NewOrder(
            OrderQueue.ENCODE, first ? urgency(video, plan, number) : NewOrder.OTHER_LADDERS, body)
        .costing(Cost.millis(encodings(ladder), frames));
  }

  private static List<String> needs(Profile profile, List<VideoEncoding> encodings) {
    List<String> needs = new ArrayList<>(Objects.requireNonNullElse(profile.needs(), List.of()));
    encodings.forEach(encoding -> encoding.need().ifPresent(needs::add));
    return needs;
  }

  private static List<VideoEncoding> encodings(PlannedLadder ladder) {
    return ladder.rungs().stream().map(PlannedRung::encoding).toList();
  }

  private static int urgency(VideoFacts video, Plan plan, int number) {
    PlannedPictures pictures = plan.pictures();
    Rational begins = video.seconds(plan.segments().get(number).startPts() - video.startPts());
    return (pictures != null && number == pictures.posterSegment())
            || begins.compareTo(FIRST_PLAYABLE_SECONDS) < 0
        ? NewOrder.FIRST_PLAYABLE
        : NewOrder.REST;
  }

  private static @Nullable SegmentStills stills(Plan plan, int number) {
    return plan.pictures() == null ? null : plan.pictures().segments().get(number);
  }
}
