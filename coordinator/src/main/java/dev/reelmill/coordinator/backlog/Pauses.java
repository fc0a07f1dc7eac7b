package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.PAUSED;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Of whom nothing is begun: a job, all jobs of an uploader, or the whole farm. What runs when
 * something is paused goes on to its end.
 *
 * <p>Orders of paused jobs and uploaders are <em>held</em>: they are not in the index of what
 * waits, so that a dispatcher never has to look past them, however many they are. Whoever adds
 * orders and whoever pauses their uploader take turns, so that no order is held by mistake or
 * escapes. Of a published job, for which little is left to do, orders are held when they are
 * claimed. A paused farm holds no order: nothing is dispatched at all.
 */
public final class Pauses {

  private static final String FARM = "farm";
  private static final String UPLOADER = "uploader";

  /** Tells these advisory locks from others' in the same database. */
  private static final int LOCK = 0x7061_7573;

  private Pauses() {}

  /** Whether new or returning orders of a job are held; true until the transaction ends. */
  static boolean holds(DSLContext tx, long job) {
    tx.execute(
        "select pg_advisory_xact_lock_shared({0}, hashtext({1}))", DSL.inline(LOCK), uploader(job));
    return isHeld(tx, job);
  }

  /** Whether a job, or its uploader, is paused at the moment. */
  public static boolean isHeld(DSLContext tx, long job) {
    return tx.select(DSL.field(holdsNow(job))).fetchSingle().value1();
  }

  /** As {@link #isHeld}, as part of another question. */
  public static Condition holdsNow(long job) {
    return DSL.exists(DSL.selectOne().from(JOB).where(JOB.ID.eq(job)).and(isHeld()));
  }

  /** Whether a job in a row of a query, or its uploader, is paused at the moment. */
  public static Condition isHeld() {
    return DSL.condition(JOB.PAUSED)
        .or(
            DSL.exists(
                DSL.selectOne()
                    .from(PAUSED)
                    .where(PAUSED.SCOPE.eq(UPLOADER).and(PAUSED.NAME.eq(JOB.UPLOADER)))));
  }

  private static Field<String> uploader(long job) {
    return DSL.field(DSL.select(JOB.UPLOADER).from(JOB).where(JOB.ID.eq(job)));
  }

  /** Whether nothing at all is begun. */
  public static boolean isFarmPaused(DSLContext sql) {
    return sql.fetchExists(DSL.selectOne().from(PAUSED).where(PAUSED.SCOPE.eq(FARM)));
  }

  /** True of every row unless the farm is paused. */
  public static Condition farmGoesOn() {
    return DSL.notExists(DSL.selectOne().from(PAUSED).where(PAUSED.SCOPE.eq(FARM)));
  }

  /** Names of the uploaders that are paused. */
  public static List<String> uploaders(DSLContext sql) {
    return sql.select(PAUSED.NAME)
        .from(PAUSED)
        .where(PAUSED.SCOPE.eq(UPLOADER))
        .orderBy(PAUSED.NAME)
        .fetch(PAUSED.NAME);
  }

  /**
   * Pauses the farm or lets it go on.
   *
   * @return whether it was otherwise before
   */
  public static boolean farm(DSLContext tx, boolean paused) {
    return mark(tx, FARM, "", paused);
  }

  /**
   * Pauses an uploader, or lets work for it go on.
   *
   * @return whether it was otherwise before
   */
  public static boolean uploader(DSLContext tx, String name, boolean paused) {
    lock(tx, DSL.val(name));
    if (!mark(tx, UPLOADER, name, paused)) {
      return false;
    }
    if (paused) {
      Condition active = JOB.STATE.in(JobState.INSPECTING.text(), JobState.ENCODING.text());
      hold(tx, JOB.UPLOADER.eq(name).and(active));
    } else {
      release(tx, JOB.UPLOADER.eq(name));
    }
    return true;
  }

  /**
   * Pauses a job or lets it go on.
   *
   * @return whether it was otherwise before
   */
  public static boolean job(DSLContext tx, long job, boolean paused) {
    lock(tx, uploader(job));
    int changed =
        tx.update(JOB)
            .set(JOB.PAUSED, paused)
            .where(JOB.ID.eq(job).and(JOB.PAUSED.ne(paused)))
            .execute();
    if (changed == 0) {
      return false;
    }
    if (paused) {
      hold(tx, JOB.ID.eq(job));
    } else {
      release(tx, JOB.ID.eq(job));
    }
    return true;
  }

  /** Holds one order that turned out to be of somebody paused. */
  public static void hold(DSLContext tx, long order) {
    tx.update(WORK_ORDER).set(WORK_ORDER.HELD, true).where(WORK_ORDER.ID.eq(order)).execute();
  }

  private static void lock(DSLContext tx, Field<String> uploader) {
    tx.execute("select pg_advisory_xact_lock({0}, hashtext({1}))", DSL.inline(LOCK), uploader);
  }

  private static boolean mark(DSLContext tx, String scope, String name, boolean paused) {
    return (paused
            ? tx.insertInto(PAUSED)
                .set(PAUSED.SCOPE, scope)
                .set(PAUSED.NAME, name)
                .onConflictDoNothing()
                .execute()
            : tx.deleteFrom(PAUSED)
                .where(PAUSED.SCOPE.eq(scope).and(PAUSED.NAME.eq(name)))
                .execute())
        == 1;
  }

  /** Hints that are out already are taken back; what runs is held should it come back. */
  private static void hold(DSLContext tx, Condition jobs) {
    Field<Boolean> isOut = DSL.field(WORK_ORDER.STATE.eq(OrderState.DISPATCHED.text()));
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.HELD, true)
        .set(
            WORK_ORDER.STATE,
            DSL.when(isOut, OrderState.WAITING.text()).otherwise(WORK_ORDER.STATE))
        .set(
            WORK_ORDER.STATE_SINCE,
            DSL.when(isOut, DSL.currentOffsetDateTime()).otherwise(WORK_ORDER.STATE_SINCE))
        .where(WORK_ORDER.JOB_ID.in(DSL.select(JOB.ID).from(JOB).where(jobs)))
        .and(
            WORK_ORDER.STATE.in(
                OrderState.WAITING.text(), OrderState.DISPATCHED.text(), OrderState.RUNNING.text()))
        .execute();
  }

  private static void release(DSLContext tx, Condition jobs) {
    tx.update(WORK_ORDER)
        .set(WORK_ORDER.HELD, false)
        .where(DSL.condition(WORK_ORDER.HELD))
        .and(WORK_ORDER.JOB_ID.in(DSL.select(JOB.ID).from(JOB).where(jobs).and(DSL.not(isHeld()))))
        .execute();
  }

  /** Says in words who holds a job back; nothing if nobody does. */
  public static @Nullable String reason(DSLContext sql, long job) {
    var row = sql.select(JOB.UPLOADER, JOB.PAUSED).from(JOB).where(JOB.ID.eq(job)).fetchSingle();
    if (row.value2()) {
      return "job " + job + " is paused";
    }
    return uploaders(sql).contains(row.value1())
        ? "its uploader, " + row.value1() + ", is paused"
        : null;
  }
}
