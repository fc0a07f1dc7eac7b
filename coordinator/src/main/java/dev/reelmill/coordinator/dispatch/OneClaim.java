package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.dispatch.Admission.Obstacle;
import dev.reelmill.coordinator.dispatch.Admission.Scope;
import dev.reelmill.coordinator.trust.GoldenTests;
import dev.reelmill.sql.tables.records.AttemptRecord;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a claim by itself: whatever is not plain, such as an order that was given out
 * before.
 */
final class OneClaim {

  private static final Duration PASS_ON_PAUSE = Duration.ofSeconds(1);

  private final Grants grants;
  private final Predicate<OffsetDateTime> redeliveryProvesLoss;
  private final GoldenTests golden;
  private final Runnable wake;

  OneClaim(
      Grants grants,
      GoldenTests golden,
      Predicate<OffsetDateTime> redeliveryProvesLoss,
      Runnable wake) {
    this.grants = grants;
    this.golden = golden;
    this.redeliveryProvesLoss = redeliveryProvesLoss;
    this.wake = wake;
  }

  /** Under the order's row lock. */
  ClaimReply decide(DSLContext tx, ClaimRequest request) {
    WorkOrderRecord order =
        tx.selectFrom(WORK_ORDER).where(WORK_ORDER.ID.eq(request.order())).forUpdate().fetchOne();
    if (order == null) {
      return new Refused("there is no order " + request.order());
    }
    AttemptRecord holder = holder(tx, request);
    if (holder != null && request.claim() != null && request.claim().equals(holder.getClaim())) {
      return grants.again(tx, order, holder);
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
    if (state == OrderState.DISPATCHED && !Outranking.among(tx, List.of(order)).isEmpty()) {
      Orders.back(tx, order.getId(), OrderState.DISPATCHED, Duration.ZERO);
      wake.run();
      return new Refused(Outranking.REASON);
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
    return grants.grant(tx, request, order, false);
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
        : grants.grant(tx, request, order, true);
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
}
