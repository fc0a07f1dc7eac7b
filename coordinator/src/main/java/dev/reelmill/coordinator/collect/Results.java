package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.Fetched;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.Outcome;
import dev.reelmill.coordinator.database.SharedTransaction;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.trust.Faults;
import dev.reelmill.sql.tables.records.AttemptRecord;
import dev.reelmill.sql.tables.records.JobRecord;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts or refuses what workers report. Idempotent: a repeated result has no effect. */
public final class Results {

  private static final Logger log = LoggerFactory.getLogger(Results.class);

  private final Database database;
  private final SharedTransaction<Reported, Reported> together;
  private final ObjectCheck objects;
  private final FailureHandling failures;
  private final FactsAcceptance facts;
  private final TrialAcceptance trials;

  /**
   * @param facts where a source's facts go
   * @param trials where the figures of trial encodes go
   */
  public Results(
      Database database,
      ObjectCheck objects,
      DispatchSettings settings,
      FactsAcceptance facts,
      TrialAcceptance trials) {
    this.database = database;
    this.together =
        new SharedTransaction<>(
            database,
            (tx, reported) -> {
              Pieces.accept(tx, reported).forEach(each -> accept(tx, each));
              return reported;
            });
    this.facts = facts;
    this.trials = trials;
    this.objects = objects;
    this.failures = new FailureHandling(settings);
  }

  /** Takes one result; when this returns, its effect is in the database. */
  public void accept(WorkResult result) {
    acceptAll(List.of(result)).getFirst().get();
  }

  /** As {@link #accept}, of several, each with an outcome of its own. */
  public List<Outcome<WorkResult>> acceptAll(List<WorkResult> results) {
    CrashPoints.reached(CrashPoint.RESULT_RECEIVED);
    List<Outcome<Reported>> seen = ObjectsSeen.ask(results, objects);
    Iterator<Outcome<Reported>> committed =
        together
            .callAll(seen.stream().map(Outcome::result).filter(Objects::nonNull).toList())
            .iterator();
    List<Outcome<Reported>> outcomes =
        seen.stream().map(each -> each.result() == null ? each : committed.next()).toList();
    if (outcomes.stream().anyMatch(each -> each.result() != null)) {
      CrashPoints.reached(CrashPoint.RESULT_COMMITTED);
    }
    List<Outcome<WorkResult>> taken = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      taken.add(taken(results.get(i), outcomes.get(i).failure()));
    }
    return taken;
  }

  private Outcome<WorkResult> taken(WorkResult result, @Nullable RuntimeException failure) {
    try {
      if (failure instanceof ReelmillException refusal) {
        refuse(result, refusal);
      } else if (failure != null) {
        return Outcome.failed(failure);
      }
      return Outcome.of(result);
    } catch (RuntimeException e) {
      return Outcome.failed(e);
    }
  }

  /** Nothing of the result was kept; the attempt that brought it failed. */
  private void refuse(WorkResult result, ReelmillException e) {
    log.warn("the result of attempt {} was refused: {}", result.attempt(), e.getMessage());
    Failed refused =
        new Failed(
            result.attempt(),
            result.token(),
            e.code(),
            message(e),
            result.cpuMillis(),
            result.fetched());
    CrashPoints.reached(CrashPoint.RESULT_REFUSED);
    database.transact(
        tx -> {
          accept(tx, new Reported(refused, ObjectsSeen.NONE));
          if (e.code() == FailureCode.VERIFICATION_FAILED) {
            Faults.damaged(tx, refused.attempt());
          }
        });
  }

  /** A result, with what the store has of it. */
  record Reported(WorkResult result, ObjectCheck seen) {}

  private void accept(DSLContext tx, Reported reported) {
    Claim claim = find(tx, reported.result());
    if (claim == null) {
      return;
    }
    WorkResult counted = QualityFloor.judged(tx, claim, reported.result());
    end(tx, counted);
    switch (counted) {
      case Done done -> {
        done(tx, claim, done.output(), reported.seen());
        Faults.accepted(tx, claim.order().getId(), claim.attempt().getWorkerId());
      }
      case Failed failed -> failures.failed(tx, claim, failed);
    }
    CrashPoints.reached(CrashPoint.RESULT_WRITTEN);
  }

  /** The attempt under its order's lock, if its result still counts. */
  private static @Nullable Claim find(DSLContext tx, WorkResult result) {
    WorkOrderRecord order =
        tx.selectFrom(WORK_ORDER)
            .where(
                WORK_ORDER.ID.eq(
                    DSL.select(ATTEMPT.ORDER_ID)
                        .from(ATTEMPT)
                        .where(ATTEMPT.ID.eq(result.attempt()))))
            .forUpdate()
            .fetchOne();
    AttemptRecord attempt =
        tx.selectFrom(ATTEMPT).where(ATTEMPT.ID.eq(result.attempt())).forUpdate().fetchOne();
    if (order == null || attempt == null || !attempt.getToken().equals(result.token())) {
      log.warn("a result for attempt {}, which was never given out", result.attempt());
      return null;
    }
    if (!attempt.getState().equals(AttemptState.RUNNING.text())) {
      log.debug("attempt {} is {} already", result.attempt(), attempt.getState());
      return null;
    }
    JobRecord job = tx.selectFrom(JOB).where(JOB.ID.eq(order.getJobId())).fetchSingle();
    return new Claim(job, order, attempt);
  }

  private static void end(DSLContext tx, WorkResult result) {
    AttemptState state =
        switch (result) {
          case Done done -> AttemptState.ACCEPTED;
          case Failed failed -> AttemptState.FAILED;
        };
    Fetched fetched = result.fetched();
    tx.update(ATTEMPT)
        .set(ATTEMPT.STATE, state.text())
        .set(ATTEMPT.ENDED_AT, DSL.currentOffsetDateTime())
        .set(ATTEMPT.CPU_MILLIS, result.cpuMillis())
        .set(ATTEMPT.FETCHED_BYTES, fetched == null ? null : fetched.bytes())
        .set(ATTEMPT.FETCHED_WHOLE, fetched == null ? null : fetched.whole())
        .where(ATTEMPT.ID.eq(result.attempt()))
        .execute();
  }

  /** Of what is no piece; these are accepted together. */
  private void done(DSLContext tx, Claim claim, Output output, ObjectCheck seen) {
    OrderBody body = Json.read(claim.order().getBody().data(), OrderBody.class);
    Orders.done(tx, claim.order().getId());
    switch (output) {
      case Output.Inspected inspected when body instanceof OrderBody.Inspect ->
          facts.accept(tx, claim.job(), inspected.facts());
      case Output.TrialEncoded encoded
          when body instanceof OrderBody.TrialEncode trial
              && trial.points().size() == encoded.points().size() ->
          trials.accept(tx, claim.job(), trial.sample(), encoded.points());
      case Output.FileAssembled assembled when body instanceof OrderBody.AssembleFile file ->
          new FileAcceptance(seen).accept(tx, claim, file, assembled.file());
      case Output.PicturesPacked packed when body instanceof OrderBody.PackPictures ->
          new PicturesAcceptance(seen).packed(tx, claim, packed.pack());
      case Output other ->
          throw new ReelmillException(
              FailureCode.VERIFICATION_FAILED,
              "a " + other.getClass().getSimpleName() + " for an order of another kind");
    }
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** An attempt with what it belongs to. */
  record Claim(JobRecord job, WorkOrderRecord order, AttemptRecord attempt) {}
}
