package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.trust.Faults;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/** Who works here, as their heartbeats tell. */
public final class Workers {

  private static final int SILENCE_SECONDS = 15;

  /** Heard of lately, by the database's clock. */
  static final Condition IS_ALIVE =
      WORKER.LAST_SEEN.gt(
          DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, SILENCE_SECONDS)));

  /** Alive, and not held up by what it says itself or an administrator or its results say. */
  static final Condition TAKES_ORDERS =
      IS_ALIVE
          .and(WORKER.TROUBLE.isNull())
          .and(WORKER.STATE.eq(DSL.inline(WorkerState.ACTIVE.text())));

  /** Alive and quarantined: when it asks for an order, it is tested. */
  static final Condition PROVES_ITSELF =
      IS_ALIVE
          .and(WORKER.TROUBLE.isNull())
          .and(WORKER.STATE.eq(DSL.inline(WorkerState.QUARANTINED.text())));

  private final Database database;

  public Workers(Database database) {
    this.database = database;
  }

  /** One statement, prepared once, for all of them. */
  static void seen(DSLContext sql, List<Heartbeat> heartbeats) {
    BatchBindStep batch =
        sql.batch(
            sql.insertInto(
                    WORKER,
                    WORKER.ID,
                    WORKER.HOST,
                    WORKER.VERSION,
                    WORKER.SLOTS,
                    WORKER.TROUBLE,
                    WORKER.ENCODERS,
                    WORKER.MEMORY_BYTES,
                    WORKER.CAPABILITIES)
                .values("", "", "", 1, "", new String[0], 0L, new String[0])
                .onConflict(WORKER.ID)
                .doUpdate()
                .set(WORKER.HOST, DSL.excluded(WORKER.HOST))
                .set(WORKER.VERSION, DSL.excluded(WORKER.VERSION))
                .set(WORKER.SLOTS, DSL.excluded(WORKER.SLOTS))
                .set(WORKER.TROUBLE, DSL.excluded(WORKER.TROUBLE))
                .set(WORKER.ENCODERS, DSL.excluded(WORKER.ENCODERS))
                .set(WORKER.MEMORY_BYTES, DSL.excluded(WORKER.MEMORY_BYTES))
                .set(WORKER.CAPABILITIES, DSL.excluded(WORKER.CAPABILITIES))
                .set(WORKER.LAST_SEEN, DSL.currentOffsetDateTime()));
    // In the order of their names, so that two coordinators never wait for each other.
    for (Heartbeat heartbeat :
        heartbeats.stream().sorted(Comparator.comparing(Heartbeat::worker)).toList()) {
      Capabilities told = heartbeat.capabilities();
      Capabilities has = told == null ? Capabilities.NONE : told;
      batch =
          batch.bind(
              heartbeat.worker(),
              heartbeat.host(),
              heartbeat.version(),
              heartbeat.slots(),
              heartbeat.trouble(),
              has.encoders().toArray(String[]::new),
              has.memoryBytes(),
              has.words().toArray(String[]::new));
    }
    batch.execute();
  }

  /** All that were ever seen and not forgotten, those alive first. */
  public List<WorkerStatus> list() {
    return list(database.sql());
  }

  /** As {@link #list()}, in a transaction. */
  public static List<WorkerStatus> list(DSLContext sql) {
    return list(sql, DSL.noCondition());
  }

  /** One worker, if it was ever seen. */
  public Optional<WorkerStatus> find(String worker) {
    return list(database.sql(), WORKER.ID.eq(worker)).stream().findFirst();
  }

  private static List<WorkerStatus> list(DSLContext sql, Condition condition) {
    var running =
        DSL.selectCount()
            .from(ATTEMPT)
            .where(ATTEMPT.WORKER_ID.eq(WORKER.ID))
            .and(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .<Integer>asField("running");
    var alive = DSL.field(IS_ALIVE).as("alive");
    var faults = Faults.latest();
    return sql.select(WORKER.asterisk(), alive, running, faults)
        .from(WORKER)
        .where(condition)
        .orderBy(alive.desc(), WORKER.ID)
        .fetch(
            row ->
                new WorkerStatus(
                    row.get(WORKER.ID),
                    row.get(WORKER.HOST),
                    row.get(WORKER.VERSION),
                    row.get(alive),
                    row.get(WORKER.STATE),
                    row.get(WORKER.STATE_REASON),
                    row.get(WORKER.STATE_SINCE).toInstant(),
                    row.get(WORKER.TROUBLE),
                    suspicion(row.get(WORKER.STATE), row.get(faults)),
                    new Capabilities(
                        List.of(row.get(WORKER.ENCODERS)),
                        row.get(WORKER.MEMORY_BYTES),
                        List.of(row.get(WORKER.CAPABILITIES))),
                    row.get(WORKER.SLOTS),
                    row.get(running),
                    row.get(WORKER.LAST_SEEN).toInstant()));
  }

  private static @Nullable String suspicion(String state, int faults) {
    return state.equals(WorkerState.ACTIVE.text()) ? Faults.suspicion(faults).orElse(null) : null;
  }

  /**
   * One worker.
   *
   * @param alive heard of within the last 15 seconds
   * @param state active, draining or quarantined
   * @param stateReason why it is not active
   * @param trouble why it takes no orders now, as it says itself
   * @param suspicion why it would be quarantined, were it not the last one that takes orders
   * @param has what not every worker has
   * @param running attempts it holds
   */
  public record WorkerStatus(
      String worker,
      String host,
      String version,
      boolean alive,
      String state,
      @Nullable String stateReason,
      Instant stateSince,
      @Nullable String trouble,
      @Nullable String suspicion,
      Capabilities has,
      int slots,
      int running,
      Instant lastSeen) {}
}
