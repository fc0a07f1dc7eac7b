package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.FairShares;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.sql.tables.records.AttemptRecord;
import dev.reelmill.sql.tables.records.JobRecord;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** Gives orders to workers: writes the attempts, with their leases, and makes the answers. */
final class Grants {

  private final OrderComposer composer;
  private final Duration lease;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param lease how long an attempt lives without a heartbeat
   */
  Grants(OrderComposer composer, Duration lease) {
    this.composer = composer;
    this.lease = lease;
  }

  /** A locked order, and who gets it. */
  record Taken(ClaimRequest request, WorkOrderRecord order) {}

  /**
   * Begins dispatched orders, of which each is there once, in three statements.
   *
   * @param jobs of all of them
   */
  Map<ClaimRequest, ClaimReply> grantAll(
      DSLContext tx, List<Taken> taken, Map<Long, JobRecord> jobs) {
    Map<ClaimRequest, ClaimReply> replies = new HashMap<>();
    if (taken.isEmpty()) {
      return replies;
    }
    String[] tokens = taken.stream().map(_ -> newToken()).toArray(String[]::new);
    Map<Long, Long> attempts = insert(tx, taken, tokens, false);
    int begun =
        tx.update(WORK_ORDER)
            .set(WORK_ORDER.STATE, OrderState.RUNNING.text())
            .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
            .set(WORK_ORDER.ATTEMPTS, WORK_ORDER.ATTEMPTS.plus(1))
            .where(WORK_ORDER.ID.eq(DSL.any(each(taken, t -> t.order.getId(), Long[]::new))))
            .and(WORK_ORDER.STATE.eq(OrderState.DISPATCHED.text()))
            .execute();
    if (begun != taken.size()) {
      throw new IllegalStateException(begun + " of " + taken.size() + " orders were dispatched");
    }
    began(tx, taken);
    CrashPoints.reached(CrashPoint.CLAIM_WRITTEN);
    OrderComposer.Parts parts = composer.parts(tx, jobs.keySet());
    for (int i = 0; i < tokens.length; i++) {
      WorkOrderRecord order = taken.get(i).order;
      JobRecord job = Objects.requireNonNull(jobs.get(order.getJobId()));
      long attempt = Objects.requireNonNull(attempts.get(order.getId()));
      replies.put(
          taken.get(i).request,
          granted(parts, job, order, attempt, tokens[i], order.getAttempts() + 1));
    }
    return replies;
  }

  /** Begins one, be it dispatched or running. */
  Granted grant(DSLContext tx, ClaimRequest request, WorkOrderRecord order, boolean isHedge) {
    String[] token = {newToken()};
    int number = order.getAttempts() + 1;
    List<Taken> taken = List.of(new Taken(request, order));
    long attempt = Objects.requireNonNull(insert(tx, taken, token, isHedge).get(order.getId()));
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.STATE, OrderState.RUNNING.text())
        .set(WORK_ORDER.STATE_SINCE, isHedge ? WORK_ORDER.STATE_SINCE : DSL.currentOffsetDateTime())
        .set(WORK_ORDER.ATTEMPTS, number)
        .where(WORK_ORDER.ID.eq(order.getId()))
        .execute();
    began(tx, taken);
    CrashPoints.reached(CrashPoint.CLAIM_WRITTEN);
    return granted(tx, order, attempt, token[0], number);
  }

  /** The answer that who holds it has got, or would have. */
  Granted again(DSLContext tx, WorkOrderRecord order, AttemptRecord holder) {
    return granted(tx, order, holder.getId(), holder.getToken(), order.getAttempts());
  }

  private Granted granted(
      DSLContext tx, WorkOrderRecord order, long attempt, String token, int number) {
    JobRecord job = tx.selectFrom(JOB).where(JOB.ID.eq(order.getJobId())).fetchSingle();
    return granted(composer.parts(tx, List.of(job.getId())), job, order, attempt, token, number);
  }

  private Granted granted(
      OrderComposer.Parts parts,
      JobRecord job,
      WorkOrderRecord order,
      long attempt,
      String token,
      int number) {
    OrderBody body = Json.read(order.getBody().data(), OrderBody.class);
    return new Granted(
        attempt, token, number, job.getVideoId(), composer.compose(parts, job, body, attempt));
  }

  /** Numbers of the new attempts, by order. */
  private Map<Long, Long> insert(
      DSLContext tx, List<Taken> taken, String[] tokens, boolean areHedges) {
    var given =
        DSL.table(
                "unnest({0}, {1}, {2}, {3}, {4})",
                DSL.val(each(taken, t -> t.order.getId(), Long[]::new)),
                DSL.val(each(taken, t -> t.request.worker(), String[]::new)),
                DSL.val(tokens),
                DSL.val(each(taken, t -> t.request.claim(), String[]::new)),
                DSL.val(each(taken, t -> t.request.dispatch(), Integer[]::new)))
            .as("given", "order_id", "worker_id", "token", "claim", "dispatch");
    return tx.insertInto(
            ATTEMPT,
            ATTEMPT.ORDER_ID,
            ATTEMPT.WORKER_ID,
            ATTEMPT.TOKEN,
            ATTEMPT.CLAIM,
            ATTEMPT.DISPATCH,
            ATTEMPT.HEDGE,
            ATTEMPT.STATE,
            ATTEMPT.LEASE_UNTIL)
        .select(
            DSL.select(
                    DSL.field(DSL.name("given", "order_id"), SQLDataType.BIGINT),
                    DSL.field(DSL.name("given", "worker_id"), SQLDataType.CLOB),
                    DSL.field(DSL.name("given", "token"), SQLDataType.CLOB),
                    DSL.field(DSL.name("given", "claim"), SQLDataType.CLOB),
                    DSL.field(DSL.name("given", "dispatch"), SQLDataType.INTEGER),
                    DSL.val(areHedges),
                    DSL.val(AttemptState.RUNNING.text()),
                    DSL.currentOffsetDateTime().add(DayToSecond.valueOf(lease)))
                .from(given))
        .returningResult(ATTEMPT.ORDER_ID, ATTEMPT.ID)
        .fetchMap(ATTEMPT.ORDER_ID, ATTEMPT.ID);
  }

  /** Of each queue the greatest tag is how far it has come. */
  private static void began(DSLContext tx, List<Taken> taken) {
    Map<String, Long> tags = new HashMap<>();
    taken.forEach(t -> tags.merge(t.order.getQueue(), t.order.getTag(), Math::max));
    tags.forEach((queue, tag) -> FairShares.began(tx, queue, tag));
  }

  private static <T> T[] each(List<Taken> taken, Function<Taken, T> part, IntFunction<T[]> array) {
    return taken.stream().map(part).toArray(array);
  }

  private String newToken() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
