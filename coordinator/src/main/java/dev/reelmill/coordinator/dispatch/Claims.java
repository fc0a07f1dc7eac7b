package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.Outcome;
import dev.reelmill.coordinator.database.SharedTransaction;
import dev.reelmill.coordinator.dispatch.Grants.Taken;
import dev.reelmill.coordinator.trust.GoldenTests;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Answers workers that ask for the orders behind hints. Whether one is still wanted, and whose it
 * is, is decided here, at the last moment, under the order's row lock. What comes at the same time
 * is asked and written together: a number of statements that does not grow with it, as long as
 * there is nothing special about an order.
 */
public final class Claims {

  private final SharedTransaction<ClaimRequest, ClaimReply> together;
  private final OneClaim one;
  private final Grants grants;
  private final Runnable wake;

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
    this.together = new SharedTransaction<>(database, this::decide);
    this.grants = new Grants(new OrderComposer(access), settings.lease());
    this.one = new OneClaim(grants, golden, redeliveryProvesLoss, wake);
    this.wake = wake;
  }

  /** Grants the order as a new attempt, or says why not; a refused hint is to be acknowledged. */
  public ClaimReply claim(ClaimRequest request) {
    return claimAll(List.of(request)).getFirst().get();
  }

  /** As {@link #claim}, of several, each with an answer of its own. */
  public List<Outcome<ClaimReply>> claimAll(List<ClaimRequest> requests) {
    CrashPoints.reached(CrashPoint.CLAIM_RECEIVED);
    List<Outcome<ClaimReply>> replies = together.callAll(requests);
    if (replies.stream().anyMatch(reply -> reply.result() instanceof Granted)) {
      CrashPoints.reached(CrashPoint.CLAIM_COMMITTED);
    }
    return replies;
  }

  private List<ClaimReply> decide(DSLContext tx, List<ClaimRequest> requests) {
    Map<ClaimRequest, ClaimReply> plain = plain(tx, requests);
    List<ClaimReply> replies = new ArrayList<>();
    for (ClaimRequest request : requests) {
      // One that is there twice is decided about twice: the second one finds the first one's work.
      ClaimReply reply = plain.remove(request);
      replies.add(reply == null ? one.decide(tx, request) : reply);
    }
    return replies;
  }

  /** Answers to those that ask for an order that nobody had before. */
  private Map<ClaimRequest, ClaimReply> plain(DSLContext tx, List<ClaimRequest> requests) {
    Map<Long, Taken> asked = new HashMap<>();
    Map<Long, WorkOrderRecord> orders = locked(tx, requests);
    for (ClaimRequest request : requests) {
      WorkOrderRecord order = orders.get(request.order());
      if (order != null && isPlain(order, request)) {
        asked.putIfAbsent(request.order(), new Taken(request, order));
      }
    }
    Map<ClaimRequest, ClaimReply> replies = new HashMap<>();
    if (asked.isEmpty()) {
      return replies;
    }
    Admitted admitted = Admitted.ask(tx, asked.values());
    List<Taken> taken = asked.values().stream().filter(admitted::admits).toList();
    Set<Long> outranked = Outranking.among(tx, taken.stream().map(Taken::order).toList());
    for (Taken late : taken) {
      if (outranked.contains(late.order().getId())) {
        Orders.back(tx, late.order().getId(), OrderState.DISPATCHED, Duration.ZERO);
        replies.put(late.request(), new Refused(Outranking.REASON));
      }
    }
    if (!outranked.isEmpty()) {
      wake.run();
    }
    List<Taken> begun =
        taken.stream().filter(each -> !outranked.contains(each.order().getId())).toList();
    replies.putAll(grants.grantAll(tx, begun, admitted.jobs()));
    return replies;
  }

  /**
   * In the order of their numbers, so that two who lock some of the same never wait in a circle.
   */
  private static Map<Long, WorkOrderRecord> locked(DSLContext tx, List<ClaimRequest> requests) {
    Long[] ids = requests.stream().map(ClaimRequest::order).distinct().toArray(Long[]::new);
    return tx
        .selectFrom(WORK_ORDER)
        .where(WORK_ORDER.ID.eq(DSL.any(ids)))
        .orderBy(WORK_ORDER.ID)
        .forUpdate()
        .stream()
        .collect(Collectors.toMap(WorkOrderRecord::getId, Function.identity()));
  }

  private static boolean isPlain(WorkOrderRecord order, ClaimRequest request) {
    return order.getState().equals(OrderState.DISPATCHED.text())
        && order.getDispatch() == request.dispatch()
        && order.getHedge() == null
        && order.getAttempts() == 0;
  }
}
