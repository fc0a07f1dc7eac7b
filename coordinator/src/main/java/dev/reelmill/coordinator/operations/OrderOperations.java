package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.RENDITION;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.RenditionRecord;
import dev.reelmill.sql.tables.records.WorkOrderRecord;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What may be done to single orders. What was accepted stays. */
public final class OrderOperations {

  private static final String WISH = "an administrator wants it tried anew";

  private final Database database;
  private final OrderList orders;
  private final Runnable wake;

  /**
   * @param wake called when there may be something to dispatch
   */
  public OrderOperations(Database database, Runnable wake) {
    this.database = database;
    this.orders = new OrderList(database);
    this.wake = wake;
  }

  /**
   * Has an order tried anew: a failed one waits again, and its whole job if that has ended; one
   * that pauses after a failure waits no longer; one that runs is taken from its worker.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if it
   *     is done
   */
  public Change requeue(long order) {
    Change change = database.transaction(tx -> requeue(tx, order));
    wake.run();
    return new Change(change.changed(), change.sentence(), orders.show(order).order());
  }

  /**
   * Has all orders of one rendition tried anew that are not done: of pictures, those of its whole
   * ladder, as a segment is encoded into all rungs at once.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND} if the job has no such rendition
   */
  public Change requeueRendition(long job, String rendition) {
    long changed =
        database.transaction(
            tx ->
                tx
                    .select(WORK_ORDER.ID)
                    .from(WORK_ORDER)
                    .where(WORK_ORDER.JOB_ID.eq(job))
                    .and(WORK_ORDER.STATE.ne(OrderState.DONE.text()))
                    .and(makes(tx, job, rendition))
                    .orderBy(WORK_ORDER.ID)
                    .fetch(WORK_ORDER.ID)
                    .stream()
                    .filter(order -> requeue(tx, order).changed())
                    .count());
    wake.run();
    return Change.of(
        changed > 0,
        "%s of rendition %s of job %d %s tried anew."
            .formatted(
                Change.count(changed, "order"), rendition, job, changed == 1 ? "is" : "are"));
  }

  private static Condition makes(DSLContext tx, long job, String name) {
    RenditionRecord rendition =
        tx.selectFrom(RENDITION)
            .where(RENDITION.JOB_ID.eq(job).and(RENDITION.NAME.eq(name)))
            .fetchOptional()
            .orElseThrow(
                () ->
                    new ReelmillException(
                        FailureCode.NOT_FOUND,
                        "job %d has no rendition '%s'; it has %s"
                            .formatted(job, name, String.join(", ", names(tx, job)))));
    boolean isAudio = rendition.getKind().equals("audio");
    var field =
        DSL.field(
            "{0} ->> {1}",
            String.class, WORK_ORDER.BODY, DSL.inline(isAudio ? "rendition" : "ladder"));
    return WORK_ORDER
        .KIND
        .eq(isAudio ? "audio" : "segment")
        .and(field.eq(isAudio ? name : rendition.getLadder()));
  }

  private static List<String> names(DSLContext tx, long job) {
    return tx.select(RENDITION.NAME)
        .from(RENDITION)
        .where(RENDITION.JOB_ID.eq(job))
        .orderBy(RENDITION.KIND.desc(), RENDITION.POSITION)
        .fetch(RENDITION.NAME);
  }

  private static Change requeue(DSLContext tx, long order) {
    WorkOrderRecord row = locked(tx, order);
    return switch (OrderState.of(row.getState())) {
      case WAITING -> hurry(tx, row);
      case DISPATCHED -> Change.of(false, "Order " + order + " is on its way already.");
      case RUNNING -> {
        int attempts = Attempts.supersede(tx, ATTEMPT.ORDER_ID.eq(order), WISH);
        Orders.back(tx, order, OrderState.RUNNING, Duration.ZERO);
        yield Change.of(
            true,
            "Order %d waits again; %s stopped."
                .formatted(
                    order, Change.count(attempts, "attempt") + (attempts == 1 ? " is" : " are")));
      }
      case FAILED, CANCELLED -> takeUp(tx, row);
      case DONE ->
          throw new ReelmillException(
              FailureCode.CONFLICT, "order " + order + " is done, and what was accepted stays");
    };
  }

  private static Change hurry(DSLContext tx, WorkOrderRecord row) {
    int hurried =
        tx.update(WORK_ORDER)
            .set(WORK_ORDER.NOT_BEFORE, DSL.currentOffsetDateTime())
            .where(WORK_ORDER.ID.eq(row.getId()))
            .and(WORK_ORDER.NOT_BEFORE.gt(DSL.currentOffsetDateTime()))
            .execute();
    return Change.of(
        hurried == 1,
        hurried == 1
            ? "Order " + row.getId() + " pauses no longer."
            : "Order " + row.getId() + " waits already.");
  }

  private static Change takeUp(DSLContext tx, WorkOrderRecord row) {
    JobState job =
        JobState.of(
            tx.select(JOB.STATE).from(JOB).where(JOB.ID.eq(row.getJobId())).fetchSingle().value1());
    if (job == JobState.FAILED || job == JobState.CANCELLED) {
      Orders.requeue(tx, row.getJobId());
      return Change.of(
          true,
          "Order %d waits again, with all of job %d, which was %s."
              .formatted(row.getId(), row.getJobId(), job.text()));
    }
    Orders.requeueOne(tx, row.getJobId(), row.getId());
    return Change.of(true, "Order " + row.getId() + " waits again.");
  }

  /**
   * Has an order not done at all, if its job can do without; what runs of it is stopped.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if its
   *     job needs it, or if it is done or has failed
   */
  public Change cancel(long order) {
    Change change = database.transaction(tx -> cancel(tx, locked(tx, order)));
    wake.run();
    return new Change(change.changed(), change.sentence(), orders.show(order).order());
  }

  private static Change cancel(DSLContext tx, WorkOrderRecord row) {
    if (row.getState().equals(OrderState.CANCELLED.text())) {
      return Change.of(false, "Order " + row.getId() + " was cancelled already.");
    }
    if (row.getRequired()) {
      throw new ReelmillException(
          FailureCode.CONFLICT,
          "job %d can't do without order %d (%s); 'jobs cancel %d' ends all of it"
              .formatted(row.getJobId(), row.getId(), row.getKind(), row.getJobId()));
    }
    if (!Orders.cancel(tx, row.getId())) {
      throw new ReelmillException(
          FailureCode.CONFLICT,
          "order " + row.getId() + " is " + row.getState() + " and can't be cancelled");
    }
    return Change.of(
        true,
        "Order %d is cancelled; job %d goes on without its %s."
            .formatted(row.getId(), row.getJobId(), row.getKind()));
  }

  /**
   * Changes how urgent one order is; higher goes first.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if it
   *     does not wait any more
   */
  public Change priority(long order, int priority) {
    boolean changed =
        database.transaction(
            tx -> {
              WorkOrderRecord row = locked(tx, order);
              OrderState state = OrderState.of(row.getState());
              if (state != OrderState.WAITING && state != OrderState.DISPATCHED) {
                throw new ReelmillException(
                    FailureCode.CONFLICT,
                    "order " + order + " is " + state.text() + " and waits for nothing");
              }
              return tx.update(WORK_ORDER)
                      .set(WORK_ORDER.PRIORITY, priority)
                      .where(WORK_ORDER.ID.eq(order).and(WORK_ORDER.PRIORITY.ne(priority)))
                      .execute()
                  == 1;
            });
    wake.run();
    return new Change(
        changed,
        "Order %d %s priority %d %s."
            .formatted(order, changed ? "has" : "had", priority, changed ? "now" : "already"),
        orders.show(order).order());
  }

  private static WorkOrderRecord locked(DSLContext tx, long order) {
    return tx.selectFrom(WORK_ORDER)
        .where(WORK_ORDER.ID.eq(order))
        .forUpdate()
        .fetchOptional()
        .orElseThrow(() -> OrderList.unknown(order));
  }
}
