package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.collect.Results.Claim;
import dev.reelmill.coordinator.collect.Results.Reported;
import dev.reelmill.coordinator.trust.Faults;
import dev.reelmill.sql.tables.records.AttemptRecord;
import dev.reelmill.sql.tables.records.JobRecord;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Accepts together what most results are: a piece of a video, done, of an order that runs. What is
 * asked and written about orders, attempts and jobs is so once for all of them.
 */
final class Pieces {

  private Pieces() {}

  /** One of them. */
  private record Piece(Reported reported, Done done, Claim claim, OrderBody body) {}

  /** Accepts those that are pieces, and gives back the rest, in their order. */
  static List<Reported> accept(DSLContext tx, List<Reported> reported) {
    List<Piece> pieces = pieces(tx, reported);
    if (!pieces.isEmpty()) {
      end(tx, pieces);
      List<Claim> claims = pieces.stream().map(Piece::claim).toList();
      Orders.done(tx, claims.stream().map(Claim::order).toList());
      TextAcceptance texts = new TextAcceptance();
      pieces.forEach(piece -> accept(tx, piece, texts));
      texts.write(tx);
      Acceptance.countDown(tx, claims);
      claims.stream()
          // Only then somebody may have failed at it before.
          .filter(claim -> claim.order().getAttempts() > 1)
          .forEach(
              claim -> Faults.accepted(tx, claim.order().getId(), claim.attempt().getWorkerId()));
      CrashPoints.reached(CrashPoint.RESULT_WRITTEN);
    }
    Set<Reported> accepted = pieces.stream().map(Piece::reported).collect(Collectors.toSet());
    return reported.stream().filter(each -> !accepted.contains(each)).toList();
  }

  private static void accept(DSLContext tx, Piece piece, TextAcceptance texts) {
    Acceptance acceptance = new Acceptance(piece.reported.seen());
    switch (piece.done.output()) {
      case Output.SegmentEncoded encoded when piece.body instanceof OrderBody.Segment segment ->
          acceptance.segment(tx, piece.claim, segment, encoded);
      case Output.AudioEncoded encoded when piece.body instanceof OrderBody.Audio audio ->
          acceptance.audio(tx, piece.claim, audio, encoded);
      case Output.TextExtracted extracted when piece.body instanceof OrderBody.Text text ->
          texts.add(piece.claim, text, extracted, piece.reported.seen());
      case Output _ -> throw new IllegalStateException("no piece: " + piece.done);
    }
  }

  private static boolean isPiece(Output output, OrderBody body) {
    return switch (output) {
      case Output.SegmentEncoded _ -> body instanceof OrderBody.Segment;
      case Output.AudioEncoded _ -> body instanceof OrderBody.Audio;
      case Output.TextExtracted _ -> body instanceof OrderBody.Text;
      case Output.Inspected _, Output.TrialEncoded _ -> false;
      case Output.FileAssembled _, Output.PicturesPacked _ -> false;
    };
  }

  /** Under their orders' locks, of each order one at most. */
  private static List<Piece> pieces(DSLContext tx, List<Reported> reported) {
    Long[] ids = reported.stream().map(each -> each.result().attempt()).toArray(Long[]::new);
    Map<Long, WorkOrderRecord> orders = orders(tx, ids);
    Map<Long, AttemptRecord> attempts =
        tx
            .selectFrom(ATTEMPT)
            .where(ATTEMPT.ID.eq(DSL.any(ids)))
            .orderBy(ATTEMPT.ID)
            .forUpdate()
            .stream()
            .collect(Collectors.toMap(AttemptRecord::getId, Function.identity()));
    Map<Long, JobRecord> jobs = jobs(tx, orders);
    Set<Long> seen = new HashSet<>();
    List<Piece> pieces = new ArrayList<>();
    for (Reported each : reported) {
      AttemptRecord attempt = attempts.get(each.result().attempt());
      if (each.result() instanceof Done done
          && attempt != null
          && attempt.getState().equals(AttemptState.RUNNING.text())
          && attempt.getToken().equals(done.token())
          && orders.containsKey(attempt.getOrderId())
          && seen.add(attempt.getOrderId())) {
        WorkOrderRecord order = Objects.requireNonNull(orders.get(attempt.getOrderId()));
        JobRecord job = Objects.requireNonNull(jobs.get(order.getJobId()));
        Claim claim = new Claim(job, order, attempt);
        OrderBody body = Json.read(order.getBody().data(), OrderBody.class);
        if (isPiece(done.output(), body) && QualityFloor.judged(tx, claim, done) == done) {
          pieces.add(new Piece(each, done, claim, body));
        }
      }
    }
    return pieces;
  }

  /**
   * In the order of their numbers, so that two who lock some of the same never wait in a circle.
   */
  private static Map<Long, WorkOrderRecord> orders(DSLContext tx, Long[] attempts) {
    return tx
        .selectFrom(WORK_ORDER)
        .where(
            WORK_ORDER.ID.in(
                DSL.select(ATTEMPT.ORDER_ID).from(ATTEMPT).where(ATTEMPT.ID.eq(DSL.any(attempts)))))
        .orderBy(WORK_ORDER.ID)
        .forUpdate()
        .stream()
        .collect(Collectors.toMap(WorkOrderRecord::getId, Function.identity()));
  }

  private static Map<Long, JobRecord> jobs(DSLContext tx, Map<Long, WorkOrderRecord> orders) {
    Map<Long, JobRecord> jobs = new HashMap<>();
    Long[] ids =
        orders.values().stream().map(WorkOrderRecord::getJobId).distinct().toArray(Long[]::new);
    tx.selectFrom(JOB).where(JOB.ID.eq(DSL.any(ids))).forEach(job -> jobs.put(job.getId(), job));
    return jobs;
  }

  private static void end(DSLContext tx, List<Piece> pieces) {
    var given =
        DSL.table(
                "unnest({0}, {1}, {2}, {3})",
                DSL.val(column(pieces, Done::attempt, Long[]::new)),
                DSL.val(column(pieces, Done::cpuMillis, Long[]::new)),
                DSL.val(column(pieces, Pieces::fetchedBytes, Long[]::new)),
                DSL.val(column(pieces, Pieces::fetchedWhole, String[]::new)))
            .as("given", "id", "cpu_millis", "fetched_bytes", "fetched_whole");
    int ended =
        tx.update(ATTEMPT)
            .set(ATTEMPT.STATE, AttemptState.ACCEPTED.text())
            .set(ATTEMPT.ENDED_AT, DSL.currentOffsetDateTime())
            .set(ATTEMPT.CPU_MILLIS, DSL.field(DSL.name("given", "cpu_millis"), SQLDataType.BIGINT))
            .set(
                ATTEMPT.FETCHED_BYTES,
                DSL.field(DSL.name("given", "fetched_bytes"), SQLDataType.BIGINT))
            .set(
                ATTEMPT.FETCHED_WHOLE,
                DSL.field(DSL.name("given", "fetched_whole"), SQLDataType.CLOB))
            .from(given)
            .where(ATTEMPT.ID.eq(DSL.field(DSL.name("given", "id"), SQLDataType.BIGINT)))
            .and(ATTEMPT.STATE.eq(AttemptState.RUNNING.text()))
            .execute();
    if (ended != pieces.size()) {
      throw new IllegalStateException(ended + " of " + pieces.size() + " attempts ran");
    }
  }

  private static <T> @Nullable T[] column(
      List<Piece> pieces, Function<Done, @Nullable T> value, IntFunction<@Nullable T[]> array) {
    return pieces.stream().map(piece -> value.apply(piece.done)).toArray(array);
  }

  private static @Nullable Long fetchedBytes(Done done) {
    return done.fetched() == null ? null : done.fetched().bytes();
  }

  private static @Nullable String fetchedWhole(Done done) {
    return done.fetched() == null ? null : done.fetched().whole();
  }
}
