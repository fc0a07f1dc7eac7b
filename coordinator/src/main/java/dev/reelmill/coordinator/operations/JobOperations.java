package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.JOB;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.dispatch.Jobs;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.List;
import org.jooq.DSLContext;

/** What may be done to a job: all of it at once, the orders with it. */
public final class JobOperations {

  /** So that an answer comes in time; whoever wants more asks again. */
  private static final int MOST_AT_ONCE = 1000;

  private final Database database;
  private final Jobs jobs;
  private final Runnable wake;

  /**
   * @param wake called when there is something to send
   */
  public JobOperations(Database database, Runnable wake) {
    this.database = database;
    this.jobs = new Jobs(database);
    this.wake = wake;
  }

  /**
   * Ends a job; what runs of it is stopped.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if it
   *     has ended already
   */
  public Change cancel(long job) {
    database.transact(
        tx -> {
          String was = locked(tx, job).getState();
          if (!Orders.end(tx, job, JobState.CANCELLED, null, null)) {
            throw conflict("job %d is %s and can't be cancelled".formatted(job, was));
          }
        });
    return answer(job, true, "Job " + job + " is cancelled; what ran of it is stopped.");
  }

  /**
   * Takes a failed or cancelled job up again, where it was; of a published one, what it went
   * without.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if
   *     nothing of it has failed
   */
  public Change requeue(long job) {
    database.transact(
        tx -> {
          String was = locked(tx, job).getState();
          if (!Orders.requeue(tx, job)) {
            throw conflict(
                "job %d is %s, and there is nothing of it to requeue".formatted(job, was));
          }
        });
    return answer(job, true, "Job " + job + " is taken up again where it was.");
  }

  /**
   * Takes up all jobs that failed in a certain way, oldest first, at most a thousand.
   *
   * @param codeOrKind a failure's code, such as {@code encoder-failed}, or a kind of failures, such
   *     as {@code own-fault}
   * @throws ReelmillException {@link FailureCode#INVALID} if it is neither
   */
  public Change requeueFailed(String codeOrKind) {
    List<String> codes = FailureGroup.codes(codeOrKind);
    List<Long> failed =
        database
            .sql()
            .select(JOB.ID)
            .from(JOB)
            .where(JOB.STATE.eq(JobState.FAILED.text()).and(JOB.FAILURE_CODE.in(codes)))
            .orderBy(JOB.ID)
            .limit(MOST_AT_ONCE)
            .fetch(JOB.ID);
    long requeued =
        failed.stream()
            .filter(
                job ->
                    database.transaction(
                        tx ->
                            locked(tx, job).getState().equals(JobState.FAILED.text())
                                && Orders.requeue(tx, job)))
            .count();
    wake.run();
    String more = failed.size() == MOST_AT_ONCE ? " There may be more; ask again." : "";
    return Change.of(
        requeued > 0,
        "%s that had failed with %s %s taken up again.%s"
            .formatted(
                Change.count(requeued, "job"), codeOrKind, requeued == 1 ? "is" : "are", more));
  }

  /**
   * Begins nothing more of a job; what runs goes on to its end.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if it
   *     has ended
   */
  public Change pause(long job) {
    boolean changed =
        database.transaction(
            tx -> {
              boolean paused = Pauses.job(tx, job, true);
              JobRecord now = locked(tx, job);
              if (!JobState.of(now.getState()).isActive()) {
                throw conflict(
                    "job %d is %s; there is nothing to pause".formatted(job, now.getState()));
              }
              return paused;
            });
    return answer(
        job,
        changed,
        changed
            ? "Job " + job + " is paused; what runs of it goes on to its end."
            : "Job " + job + " was paused already.");
  }

  /**
   * Lets a job go on.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public Change resume(long job) {
    Change change =
        database.transaction(
            tx -> {
              boolean resumed = Pauses.job(tx, job, false);
              locked(tx, job);
              String reason = Pauses.reason(tx, job);
              return Change.of(
                  resumed,
                  "Job %d %s.%s"
                      .formatted(
                          job,
                          resumed ? "goes on" : "was not paused",
                          reason == null ? "" : " Still, " + reason + "."));
            });
    return answer(job, change.changed(), change.sentence());
  }

  /**
   * Changes how urgent a job is; higher goes first. What runs is not disturbed.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if it
   *     has ended
   */
  public Change priority(long job, int priority) {
    boolean changed =
        database.transaction(
            tx -> {
              JobRecord before = locked(tx, job);
              if (!JobState.of(before.getState()).isActive()) {
                throw conflict(
                    "job %d is %s; nothing of it waits".formatted(job, before.getState()));
              }
              return Orders.prioritise(tx, job, priority);
            });
    return answer(
        job,
        changed,
        "Job %d %s priority %d %s."
            .formatted(job, changed ? "has" : "had", priority, changed ? "now" : "already"));
  }

  private static JobRecord locked(DSLContext tx, long job) {
    return tx.selectFrom(JOB)
        .where(JOB.ID.eq(job))
        .forNoKeyUpdate()
        .fetchOptional()
        .orElseThrow(() -> new ReelmillException(FailureCode.NOT_FOUND, "there is no job " + job));
  }

  private static ReelmillException conflict(String sentence) {
    return new ReelmillException(FailureCode.CONFLICT, sentence);
  }

  private Change answer(long job, boolean changed, String sentence) {
    wake.run();
    return new Change(changed, sentence, jobs.show(job).job());
  }
}
