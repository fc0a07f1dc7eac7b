package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.database.Database;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** Who works here, as their heartbeats tell. */
public final class Workers {

  private static final int SILENCE_SECONDS = 15;

  /** Heard of lately, by the database's clock. */
  static final Condition IS_ALIVE =
      WORKER.LAST_SEEN.gt(
          DSL.currentOffsetDateTime().sub(new DayToSecond(0, 0, 0, SILENCE_SECONDS)));

  /** Alive, and not held up by what it says itself. */
  static final Condition TAKES_ORDERS = IS_ALIVE.and(WORKER.TROUBLE.isNull());

  private final Database database;

  public Workers(Database database) {
    this.database = database;
  }

  static void seen(DSLContext sql, Heartbeat heartbeat) {
    sql.insertInto(WORKER)
        .set(WORKER.ID, heartbeat.worker())
        .set(WORKER.HOST, heartbeat.host())
        .set(WORKER.VERSION, heartbeat.version())
        .set(WORKER.SLOTS, heartbeat.slots())
        .set(WORKER.TROUBLE, heartbeat.trouble())
        .onConflict(WORKER.ID)
        .doUpdate()
        .set(WORKER.HOST, heartbeat.host())
        .set(WORKER.VERSION, heartbeat.version())
        .set(WORKER.SLOTS, heartbeat.slots())
        .set(WORKER.TROUBLE, heartbeat.trouble())
        .set(WORKER.LAST_SEEN, DSL.currentOffsetDateTime())
        .execute();
  }

  /** All that were ever seen and not forgotten, those alive first. */
  public List<WorkerStatus> list() {
    var running =
        DSL.selectCount()
            .from(ATTEMPT)
            .where(ATTEMPT.WORKER_ID.eq(WORKER.ID))
            .and(ATTEMPT.STATE.eq(DSL.inline(AttemptState.RUNNING.text())))
            .<Integer>asField("running");
    var alive = DSL.field(IS_ALIVE).as("alive");
    return database
        .sql()
        .select(
            WORKER.ID, WORKER.HOST, WORKER.VERSION, WORKER.SLOTS, WORKER.LAST_SEEN, alive, running)
        .from(WORKER)
        .orderBy(alive.desc(), WORKER.ID)
        .fetch(
            row ->
                new WorkerStatus(
                    row.get(WORKER.ID),
                    row.get(WORKER.HOST),
                    row.get(WORKER.VERSION),
                    row.get(alive),
                    row.get(WORKER.SLOTS),
                    row.get(running),
                    row.get(WORKER.LAST_SEEN).toInstant()));
  }

  /**
   * One worker.
   *
   * @param alive heard of within the last 15 seconds
   * @param running attempts it holds
   */
  public record WorkerStatus(
      String worker,
      String host,
      String version,
      boolean alive,
      int slots,
      int running,
      Instant lastSeen) {}
}
