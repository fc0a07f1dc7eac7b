package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.backlog.Outbox;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.trust.GoldenTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps attempts alive by their workers' heartbeats, and takes back what went silent. */
public final class Leases {

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  private final Database database;
  private final DispatchSettings settings;
  private final BooleanSupplier hearsWorkers;

  /** The latest of each worker; written once a tick, however many workers there are. */
  private final Map<String, Heartbeat> pending = new ConcurrentHashMap<>();

  /** With a broker that is always there. */
  public Leases(Database database, DispatchSettings settings) {
    this(database, settings, () -> true);
  }

  /**
   * @param hearsWorkers whether silence means anything: nothing is heard without the broker
   */
  public Leases(Database database, DispatchSettings settings, BooleanSupplier hearsWorkers) {
    this.hearsWorkers = hearsWorkers;
    this.database = database;
    this.settings = settings;
  }

  /** Remembers a heartbeat until the next {@link #renew}. */
  public void heard(Heartbeat heartbeat) {
    if (!heartbeat.running().isEmpty()) {
      CrashPoints.reached(CrashPoint.CLAIM_ANSWERED);
    }
    pending.put(heartbeat.worker(), heartbeat);
  }

  /**
   * Renews the leases of all that was heard of. Attempts that a worker still names, but that are no
   * longer its own, are revoked once more.
   *
   * @return whether there was anything to write
   */
  public boolean renew() {
    List<Heartbeat> heartbeats = new ArrayList<>();
    pending.keySet().forEach(worker -> take(worker, heartbeats));
    if (heartbeats.isEmpty()) {
      return false;
    }
    database.transact(
        tx -> {
          Workers.seen(tx, heartbeats);
          renew(tx, heartbeats.stream().flatMap(h -> h.running().stream()).toList());
          CrashPoints.reached(CrashPoint.LEASES_WRITTEN);
        });
    CrashPoints.reached(CrashPoint.LEASES_RENEWED);
    return true;
  }

  private void take(String worker, List<Heartbeat> into) {
    Heartbeat heartbeat = pending.remove(worker);
    if (heartbeat != null) {
      into.add(heartbeat);
    }
  }

  private void renew(DSLContext tx, List<Running> running) {
    if (running.isEmpty()) {
      return;
    }
    Long[] ids = running.stream().map(Running::attempt).toArray(Long[]::new);
    Long[] frames = running.stream().map(Running::frames).toArray(Long[]::new);
    var beat = DSL.unnest(ids).as("beat", "id");
    var id = beat.field("id", SQLDataType.BIGINT);
    var encoded =
        DSL.arrayGet(
            DSL.val(frames), DSL.function("array_position", Integer.class, DSL.val(ids), id));
    List<Long> renewed =
        tx.update(ATTEMPT)
            .set(
                ATTEMPT.LEASE_UNTIL,
                DSL.currentOffsetDateTime().add(DayToSecond.valueOf(settings.lease())))
            .set(ATTEMPT.FRAMES, DSL.greatest(ATTEMPT.FRAMES, encoded))
            .from(beat)
            .where(ATTEMPT.ID.eq(id))
            // Locked in this order, as results are, so that neither waits for the other in a
            // circle.
            .and(
                ATTEMPT.ID.in(
                    DSL.select(ATTEMPT.ID)
                        .from(ATTEMPT)
                        .where(ATTEMPT.ID.eq(DSL.any(ids)))
                        .and(Attempts.RUNS)
                        .orderBy(ATTEMPT.ID)
                        .forNoKeyUpdate()))
            .and(Attempts.RUNS)
            .returningResult(ATTEMPT.ID)
            .fetch(ATTEMPT.ID);
    Set<Long> vain = new HashSet<>(List.of(ids));
    renewed.forEach(vain::remove);
    if (!vain.isEmpty()) {
      GoldenTests.among(tx, vain).forEach(vain::remove);
    }
    Outbox.revoke(tx, vain, "the attempt is not this worker's any more");
  }

  /**
   * Takes back attempts whose lease ran out, and hints that nobody claimed.
   *
   * @return how many orders went back to the backlog
   */
  public int expire() {
    CrashPoints.reached(CrashPoint.SWEEP_BEGUN);
    return database.transaction(
        tx -> {
          int orders = (hearsWorkers.getAsBoolean() ? expireAttempts(tx) : 0) + expireHints(tx);
          CrashPoints.reached(CrashPoint.SWEEP_WRITTEN);
          return orders;
        });
  }

  private int expireAttempts(DSLContext tx) {
    List<Long> orders =
        tx.update(ATTEMPT)
            .set(ATTEMPT.STATE, AttemptState.LOST.text())
            .set(ATTEMPT.ENDED_AT, DSL.currentOffsetDateTime())
            .set(ATTEMPT.FAILURE_CODE, FailureCode.WORKER_LOST.text())
            .where(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .and(ATTEMPT.LEASE_UNTIL.lt(DSL.currentOffsetDateTime()))
            .returningResult(ATTEMPT.ORDER_ID)
            .fetch(ATTEMPT.ORDER_ID);
    new LinkedHashSet<>(orders).forEach(order -> lost(tx, order));
    if (!orders.isEmpty()) {
      CrashPoints.reached(CrashPoint.ATTEMPTS_EXPIRED);
    }
    return orders.size();
  }

  private void lost(DSLContext tx, long order) {
    int losses = Orders.count(tx, order, WORK_ORDER.LOSSES);
    if (Attempts.anyRuns(tx, order)) {
      log.info("another worker is still at order {}", order);
    } else if (losses < settings.mostLosses()) {
      Orders.back(tx, order, OrderState.RUNNING, Duration.ZERO);
    } else {
      Orders.giveUp(
          tx,
          order,
          FailureCode.WORKER_LOST,
          losses + " workers were lost while they worked at order " + order);
    }
  }

  private int expireHints(DSLContext tx) {
    return tx.update(WORK_ORDER)
        .set(WORK_ORDER.STATE, OrderState.WAITING.text())
        .set(WORK_ORDER.STATE_SINCE, DSL.currentOffsetDateTime())
        .where(WORK_ORDER.STATE.eq(DSL.inline(OrderState.DISPATCHED.text())))
        .and(
            WORK_ORDER.STATE_SINCE.lt(
                DSL.currentOffsetDateTime().sub(DayToSecond.valueOf(settings.unclaimed()))))
        .execute();
  }
}
