package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Says in words how a video is, and what it waits for. */
public final class Why {

  private final Database database;

  public Why(Database database) {
    this.database = database;
  }

  /**
   * The answer.
   *
   * @param job the video's newest
   * @param reasons sentences, what matters most first
   */
  public record Answer(String video, long job, String state, List<String> reasons) {}

  /**
   * How a job is, and what it waits for.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public Answer of(long job) {
    return database.transaction(tx -> of(tx, job));
  }

  private static Answer of(DSLContext tx, long job) {
    JobRecord row =
        tx.selectFrom(JOB)
            .where(JOB.ID.eq(job))
            .fetchOptional()
            .orElseThrow(
                () -> new ReelmillException(FailureCode.NOT_FOUND, "there is no job " + job));
    List<String> reasons = new ArrayList<>();
    reasons.add(state(tx, row));
    String failure = row.getFailureCode();
    if (failure != null) {
      reasons.add("What to do about it: " + FailureCode.of(failure).remedy());
    }
    reasons.addAll(lost(tx, row));
    List<String> waits = WaitingOrders.reasons(tx, job);
    if (!waits.isEmpty()) {
      if (Pauses.isFarmPaused(tx)) {
        reasons.add("The farm is paused: nothing new is begun.");
      }
      String paused = Pauses.reason(tx, job);
      if (paused != null) {
        reasons.add("Nothing new of it is begun: " + paused + ".");
      }
      reasons.addAll(waits);
      reasons.addAll(WorkersAtHand.reasons(tx, WaitingOrders.needs(tx, job)));
    }
    return new Answer(row.getVideoId(), job, row.getState(), reasons);
  }

  private static String state(DSLContext tx, JobRecord job) {
    return switch (JobState.of(job.getState())) {
      case INSPECTING ->
          job.getTrialsLeft() == null
              ? "Its source is to be inspected before anything is planned."
              : "Its source has been inspected; %s of %s before the ladder is planned."
                  .formatted(
                      Change.count(job.getTrialsLeft(), "trial encode"),
                      job.getTrialsLeft() == 1 ? "is left" : "are left");
      case ENCODING -> "It is being encoded: " + done(tx, job.getId()) + " orders are done.";
      case PUBLISHED -> "It is published since " + Change.moment(job.getFinishedAt()) + ".";
      case CANCELLED ->
          "It was cancelled; 'reelmill jobs requeue %d' takes it up again.".formatted(job.getId());
      case FAILED ->
          "It failed with %s: %s 'reelmill jobs requeue %d' takes it up again."
              .formatted(job.getFailureCode(), sentence(job.getFailureDetail()), job.getId());
    };
  }

  private static String sentence(@Nullable String detail) {
    return detail == null ? "" : detail.endsWith(".") ? detail : detail + ".";
  }

  private static String done(DSLContext tx, long job) {
    var isDone = WORK_ORDER.STATE.eq(OrderState.DONE.text());
    return tx.select(DSL.count().filterWhere(isDone), DSL.count())
        .from(WORK_ORDER)
        .where(WORK_ORDER.JOB_ID.eq(job))
        .fetchSingle(row -> row.value1() + " of " + row.value2());
  }

  /** What a job that goes on, or is published, had to do without. */
  private static List<String> lost(DSLContext tx, JobRecord job) {
    JobState state = JobState.of(job.getState());
    if (state == JobState.FAILED || state == JobState.CANCELLED) {
      return List.of();
    }
    return tx.select(
            WORK_ORDER.ID,
            WORK_ORDER.KIND,
            WORK_ORDER.STATE,
            ATTEMPT.FAILURE_CODE,
            ATTEMPT.FAILURE_DETAIL)
        .distinctOn(WORK_ORDER.ID)
        .from(WORK_ORDER)
        .leftJoin(ATTEMPT)
        .on(ATTEMPT.ORDER_ID.eq(WORK_ORDER.ID))
        .where(WORK_ORDER.JOB_ID.eq(job.getId()))
        .and(WORK_ORDER.STATE.in(OrderState.FAILED.text(), OrderState.CANCELLED.text()))
        .orderBy(WORK_ORDER.ID, ATTEMPT.ID.desc())
        .fetch(
            row ->
                "It goes without its %s (order %d), which %s"
                    .formatted(
                        row.value2(),
                        row.value1(),
                        row.value3().equals(OrderState.CANCELLED.text())
                            ? "was cancelled."
                            : "failed with %s: %s"
                                .formatted(row.value4(), sentence(row.value5()))));
  }
}
