package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.dispatch.Jobs;
import dev.reelmill.coordinator.dispatch.Jobs.AttemptSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What an administrator sees of orders. */
public final class OrderList {

  private final Database database;
  private final Jobs jobs;

  public OrderList(Database database) {
    this.database = database;
    this.jobs = new Jobs(database);
  }

  /**
   * One order.
   *
   * @param held whether it waits because its job or its uploader is paused
   * @param dispatch how often a hint of it went out
   * @param failures tries that failed since it was last requeued
   * @param losses tries that ended without a word since then
   * @param notBefore it is not dispatched before this time
   */
  public record OrderView(
      long order,
      long job,
      String video,
      String kind,
      @Nullable Integer segment,
      String state,
      boolean held,
      int priority,
      int dispatch,
      int attempts,
      int failures,
      int losses,
      Instant stateSince,
      Instant notBefore) {}

  /** One order, with all tries. */
  public record OrderDetails(OrderView order, List<AttemptSummary> attempts) {}

  /**
   * The newest orders first.
   *
   * @param job only its orders, if given
   * @param state only those in it, if given
   * @throws ReelmillException {@link FailureCode#INVALID} if there is no such state
   */
  public List<OrderView> list(@Nullable Long job, @Nullable String state, int limit) {
    Condition ofJob = job == null ? DSL.noCondition() : WORK_ORDER.JOB_ID.eq(job);
    Condition inState =
        state == null ? DSL.noCondition() : WORK_ORDER.STATE.eq(DSL.inline(known(state)));
    return fetch(ofJob.and(inState), limit);
  }

  private static String known(String state) {
    return Arrays.stream(OrderState.values())
        .map(OrderState::text)
        .filter(state::equals)
        .findFirst()
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.INVALID,
                    "there is no order state '"
                        + state
                        + "'; there are waiting, dispatched, running, done, failed and cancelled"));
  }

  /**
   * One order.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public OrderDetails show(long order) {
    OrderView view =
        fetch(WORK_ORDER.ID.eq(order), 1).stream().findFirst().orElseThrow(() -> unknown(order));
    return new OrderDetails(view, jobs.attempts(order));
  }

  static ReelmillException unknown(long order) {
    return new ReelmillException(FailureCode.NOT_FOUND, "there is no order " + order);
  }

  private List<OrderView> fetch(Condition condition, int limit) {
    return database
        .sql()
        .select(WORK_ORDER.asterisk(), JOB.VIDEO_ID)
        .from(WORK_ORDER)
        .join(JOB)
        .on(JOB.ID.eq(WORK_ORDER.JOB_ID))
        .where(condition)
        .orderBy(WORK_ORDER.ID.desc())
        .limit(limit)
        .fetch(OrderList::view);
  }

  private static OrderView view(Record row) {
    return new OrderView(
        row.get(WORK_ORDER.ID),
        row.get(WORK_ORDER.JOB_ID),
        row.get(JOB.VIDEO_ID),
        row.get(WORK_ORDER.KIND),
        row.get(WORK_ORDER.SEGMENT),
        row.get(WORK_ORDER.STATE),
        row.get(WORK_ORDER.HELD),
        row.get(WORK_ORDER.PRIORITY),
        row.get(WORK_ORDER.DISPATCH),
        row.get(WORK_ORDER.ATTEMPTS),
        row.get(WORK_ORDER.FAILURES),
        row.get(WORK_ORDER.LOSSES),
        row.get(WORK_ORDER.STATE_SINCE).toInstant(),
        row.get(WORK_ORDER.NOT_BEFORE).toInstant());
  }
}
