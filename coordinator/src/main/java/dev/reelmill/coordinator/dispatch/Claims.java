package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.FairShares;
import dev.reelmill.coordinator.backlog.Lane;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.SharedTransaction;
import dev.reelmill.coordinator.dispatch.Admission.Obstacle;
import dev.reelmill.coordinator.dispatch.Admission.Scope;
import dev.reelmill.coordinator.trust.GoldenTests;
import dev.reelmill.sql.tables.records.AttemptRecord;
import dev.reelmill.sql.tables.records.JobRecord;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Answers workers that ask for the order behind a hint. Whether it is still wanted, and whose it
 * is, is decided here, at the last moment, under the order's row lock.
 */
public final class Claims {

  private static final Duration PASS_ON_PAUSE = Duration.ofSeconds(1);

  private final SharedTransaction<ClaimRequest, ClaimReply> together;
  private final Predicate<OffsetDateTime> redeliveryProvesLoss;
  private final OrderComposer composer;
  private final Duration lease;
  private final GoldenTests golden;
  private final Runnable wake;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param golden what a quarantined worker gets instead
   * @param redeliveryProvesLoss whether a redelivered hint shows that who holds it since then is
   *     gone
   * @param wake called when an order went back to the backlog
   */
  public Claims(
      Database database,
      ObjectAccess access,
      DispatchSettings settings,
      GoldenTests golden,
      Predicate<OffsetDateTime> redeliveryProvesLoss,
      Runnable wake) {
    this.together = new SharedTransaction<>(database, this::claim);
    this.golden = golden;
    this.redeliveryProvesLoss = redeliveryProvesLoss;
    this.wake = wake;
    this.composer = new OrderComposer(access);
    this.lease = settings.lease();
  }

  /** Grants the order as a new attempt, or says why not; a refused hint is to be acknowledged. */
  public ClaimReply claim(ClaimRequest request) {
    CrashPoints.reached(CrashPoint.CLAIM_RECEIVED);
    ClaimReply reply = together.call(request);
    if (reply instanceof Granted) {
      CrashPoints.reached(CrashPoint.CLAIM_COMMITTED);
    }
    return reply;
  }

  private ClaimReply claim(DSLContext tx, ClaimRequest request) {
    WorkOrderRecord order =
        tx.selectFrom(WORK_ORDER).where(WORK_ORDER.ID.eq(request.order())).forUpdate().fetchOne();
    if (order == null) {
      return new Refused("there is no order " + request.order());
    }
    AttemptRecord holder = holder(tx, request);
    if (holder != null && request.claim() != null && request.claim().equals(holder.getClaim())) {
      return granted(tx, order, holder.getId(), holder.getToken(), order.getAttempts());
    }
    if (holder != null
        && request.redelivered()
        && !redeliveryProvesLoss.test(holder.getStartedAt())) {
      return new Refused("its holder may have outlived the broker; its lease decides");
    }
    if (Objects.equals(order.getHedge(), request.dispatch())) {
      return hedge(tx, request, order);
    }
    if (order.getDispatch() != request.dispatch()) {
      return new Refused("dispatch " + request.dispatch() + " is not the latest");
    }
    OrderState state = OrderState.of(order.getState());
    boolean takenBack = state == OrderState.RUNNING && request.redelivered();
    if (state != OrderState.DISPATCHED && !takenBack) {
      return new Refused("the order is " + order.getState());
    }
    Optional<Obstacle> obstacle = Admission.obstacle(tx, order, request.worker());
    if (obstacle.isPresent()) {
      return putBack(tx, request, order, obstacle.get());
    }
    if (state == OrderState.DISPATCHED && isOutranked(tx, order)) {
      Orders.back(tx, order.getId(), OrderState.DISPATCHED, Duration.ZERO);
      wake.run();
      return new Refused("another order has come that goes first");
    }
    if (takenBack) {
      Optional<Refused> refusal = takeBack(tx, request, order);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    } else if (order.getAttempts() > 0
        && SecondOpinion.isWanted(tx, order.getId(), request.worker())) {
      Orders.back(tx, order.getId(), OrderState.DISPATCHED, PASS_ON_PAUSE);
      return new Refused("another worker shall try it");
    }
    return grant(tx, request, order, false);
  }

  /** A second worker takes what the first is slow at. */
  private ClaimReply hedge(DSLContext tx, ClaimRequest request, WorkOrderRecord order) {
    if (!OrderState.RUNNING.text().equals(order.getState())) {
      return new Refused("the order is " + order.getState());
    }
    if (request.redelivered()) {
      supersede(tx, order.getId(), request.dispatch());
    }
    Optional<Obstacle> obstacle = Admission.obstacle(tx, order, request.worker());
    if (obstacle.isPresent() && obstacle.get().scope().isOfAllWorkers()) {
      return obstacle.get().refusal();
    }
    if (obstacle.isPresent() || worksAt(tx, order.getId(), request.worker())) {
      Hedges.sendAgain(tx, order);
      wake.run();
      return new Refused("it is for another worker than the slow one", Hedges.STAND_DOWN_SECONDS);
    }
    return tx.fetchExists(
            ATTEMPT, ATTEMPT.ORDER_ID.eq(order.getId()).and(Attempts.RUNS).and(ATTEMPT.HEDGE))
        ? new Refused("two workers are at it already")
        : grant(tx, request, order, true);
  }

  /** The broker took the hint back from its holder: whatever that one still does is in vain. */
  private static Optional<Refused> takeBack(
      DSLContext tx, ClaimRequest request, WorkOrderRecord order) {
    if (!supersede(tx, order.getId(), request.dispatch())) {
      return Optional.of(new Refused("this try has ended, and another worker is at it"));
    }
    return worksAt(tx, order.getId(), request.worker())
        ? Optional.of(new Refused("this worker is at it already"))
        : Optional.empty();
  }

  private static boolean worksAt(DSLContext tx, long order, String worker) {
    return tx.fetchExists(
        ATTEMPT, ATTEMPT.ORDER_ID.eq(order).and(Attempts.RUNS).and(ATTEMPT.WORKER_ID.eq(worker)));
  }

  /** For another worker, or for later; whoever held it before is gone. */
  private ClaimReply putBack(
      DSLContext tx, ClaimRequest request, WorkOrderRecord order, Obstacle obstacle) {
    Duration pause = obstacle.scope() == Scope.HINT ? PASS_ON_PAUSE : Duration.ZERO;
    if (order.getState().equals(OrderState.DISPATCHED.text())) {
      Orders.back(tx, order.getId(), OrderState.DISPATCHED, pause);
    } else if (supersede(tx, order.getId(), request.dispatch())) {
      Orders.backUnlessItRuns(tx, order.getId(), pause);
    }
    return obstacle.scope() == Scope.WORKER
        ? golden.reply(tx, request.worker()).orElseGet(obstacle::refusal)
        : obstacle.refusal();
  }

  /**
   * Whether something has come that should go first. Hints lie on their queue for as long as a
   * segment takes to encode, in the order in which they were sent; what came later need not wait
   * behind them.
   */
  private static boolean isOutranked(DSLContext tx, WorkOrderRecord order) {
    // The first of what waits tells for all of it: one look into the index.
    var first = Dispatcher.first(tx, Lane.of(order)).asTable("first");
    var waiting =
        DSL.selectOne()
            .from(first)
            .where(goBefore(order, first.field(WORK_ORDER.PRIORITY), first.field(WORK_ORDER.TAG)));
    var behind =
        DSL.selectOne()
            .from(WORK_ORDER)
            .where(WORK_ORDER.STATE.eq(DSL.inline(OrderState.DISPATCHED.text())))
            .and(WORK_ORDER.STATE_SINCE.gt(order.getStateSince()))
            .and(Lane.of(order).orders())
            .and(goBefore(order, WORK_ORDER.PRIORITY, WORK_ORDER.TAG));
    return tx.select(DSL.field(DSL.exists(waiting).or(DSL.exists(behind)))).fetchSingle().value1();
  }

  private static Condition goBefore(
      WorkOrderRecord order, Field<Integer> priority, Field<Long> tag) {
    return priority
        .gt(order.getPriority())
        .or(priority.eq(order.getPriority()).and(tag.lt(order.getTag())));
  }

  /** Who has taken this very hint and still works. */
  private static @Nullable AttemptRecord holder(DSLContext tx, ClaimRequest request) {
    return tx.selectFrom(ATTEMPT)
        .where(ATTEMPT.ORDER_ID.eq(request.order()))
        .and(ATTEMPT.DISPATCH.eq(request.dispatch()))
        .and(Attempts.RUNS)
        .fetchOne();
  }

  private static boolean supersede(DSLContext tx, long order, int dispatch) {
    int ended =
        Attempts.supersede(
            tx,
            ATTEMPT.ORDER_ID.eq(order).and(ATTEMPT.DISPATCH.eq(dispatch)),
            "the broker gave the order to another worker");
    if (ended > 0) {
      Orders.count(tx, order, WORK_ORDER.LOSSES);
    }
    return ended > 0;
  }

  private Granted grant(
      DSLContext tx, ClaimRequest request, WorkOrderRecord order, boolean isHedge) {
    String token = newToken();
    int number = order.getAttempts() + 1;
    long attempt =
        tx.insertInto(ATTEMPT)
            .set(ATTEMPT.ORDER_ID, order.getId())
            .set(ATTEMPT.WORKER_ID, request.worker())
            .set(ATTEMPT.TOKEN, token)
            .set(ATTEMPT.CLAIM, request.claim())
            .set(ATTEMPT.DISPATCH, request.dispatch())
            .set(ATTEMPT.HEDGE, isHedge)
            .set(ATTEMPT.STATE, AttemptState.RUNNING.text())
            .set(ATTEMPT.LEASE_UNTIL, DSL.currentOffsetDateTime().add(DayToSecond.valueOf(lease)))
            .returningResult(ATTEMPT.ID)
            .fetchSingle()
            .value1();
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.STATE, OrderState.RUNNING.text())
        .set(WORK_ORDER.STATE_SINCE, isHedge ? WORK_ORDER.STATE_SINCE : DSL.currentOffsetDateTime())
        .set(WORK_ORDER.ATTEMPTS, number)
        .where(WORK_ORDER.ID.eq(order.getId()))
        .execute();
    FairShares.began(tx, order.getQueue(), order.getTag());
    CrashPoints.reached(CrashPoint.CLAIM_WRITTEN);
    return granted(tx, order, attempt, token, number);
  }

  private Granted granted(
      DSLContext tx, WorkOrderRecord order, long attempt, String token, int number) {
    JobRecord job = tx.selectFrom(JOB).where(JOB.ID.eq(order.getJobId())).fetchSingle();
    OrderBody body = Json.read(order.getBody().data(), OrderBody.class);
    return new Granted(
        attempt, token, number, job.getVideoId(), composer.compose(tx, job, body, attempt));
  }

  private String newToken() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
