package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.VIDEO;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What an administrator sees of jobs. */
public final class Jobs {

  private final Database database;

  public Jobs(Database database) {
    this.database = database;
  }

  /**
   * One line about a job.
   *
   * @param paused whether it is paused itself; its uploader or the farm may be too
   * @param uploader on whose account its work is
   * @param ordersDone accepted orders, inspection included
   * @param orders all that are known so far
   */
  public record JobSummary(
      long job,
      String video,
      String title,
      String state,
      boolean paused,
      String uploader,
      int priority,
      int ordersDone,
      int orders,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable String failure,
      @Nullable String failureDetail) {}

  /**
   * A job with its orders.
   *
   * @param quality of its pictures, as far as that was measured
   */
  public record JobDetails(
      JobSummary job, List<OrderSummary> orders, List<RenditionQuality> quality) {}

  /** One order, with the attempts at it. */
  public record OrderSummary(
      long order,
      String kind,
      @Nullable Integer segment,
      String state,
      int dispatch,
      List<AttemptSummary> attempts) {}

  /**
   * One try.
   *
   * @param fetchedBytes that its worker read from the object store; absent while it runs
   * @param fetchedWhole why the source had to be fetched whole, if it had to
   */
  public record AttemptSummary(
      long attempt,
      String worker,
      String state,
      long frames,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Long fetchedBytes,
      @Nullable String fetchedWhole,
      @Nullable String failure,
      @Nullable String failureDetail) {}

  /**
   * The newest jobs first.
   *
   * @param state only those in it, if given
   */
  public List<JobSummary> list(@Nullable String state, int limit) {
    if (state != null && !isState(state)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "there is no job state '"
              + state
              + "'; there are inspecting, encoding, published, failed and cancelled");
    }
    return summaries(state == null ? DSL.noCondition() : JOB.STATE.eq(state), limit);
  }

  private static boolean isState(String state) {
    for (JobState known : JobState.values()) {
      if (known.text().equals(state)) {
        return true;
      }
    }
    return false;
  }

  /**
   * One job.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public JobDetails show(long job) {
    List<JobSummary> found = summaries(JOB.ID.eq(job), 1);
    if (found.isEmpty()) {
      throw new ReelmillException(FailureCode.NOT_FOUND, "there is no job " + job);
    }
    List<OrderSummary> orders =
        database
            .sql()
            .selectFrom(WORK_ORDER)
            .where(WORK_ORDER.JOB_ID.eq(job))
            .orderBy(WORK_ORDER.ID)
            .fetch(
                order ->
                    new OrderSummary(
                        order.getId(),
                        order.getKind(),
                        order.getSegment(),
                        order.getState(),
                        order.getDispatch(),
                        attempts(order.getId())));
    return new JobDetails(found.getFirst(), orders, RenditionQuality.of(database.sql(), job));
  }

  /**
   * The number of a job that is named by itself or by its video, whose newest job is meant.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public long find(String jobOrVideo) {
    if (jobOrVideo.matches("[0-9]{1,18}")
        && database.sql().fetchExists(JOB, JOB.ID.eq(Long.valueOf(jobOrVideo)))) {
      return Long.parseLong(jobOrVideo);
    }
    return database
        .sql()
        .select(JOB.ID)
        .from(JOB)
        .where(JOB.VIDEO_ID.eq(jobOrVideo))
        .orderBy(JOB.ID.desc())
        .limit(1)
        .fetchOptional(JOB.ID)
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.NOT_FOUND, "there is no job or video '" + jobOrVideo + "'"));
  }

  /** Whether a job is still to be published, failed or cancelled: as cheap as asking can be. */
  public boolean isActive(long job) {
    return database
        .sql()
        .fetchExists(
            JOB,
            JOB.ID.eq(job).and(JOB.STATE.in(JobState.INSPECTING.text(), JobState.ENCODING.text())));
  }

  /** CPU time that all attempts at a video's orders took, whatever became of them. */
  public Duration cpuOfAttempts(String video) {
    Number millis =
        database
            .sql()
            .select(DSL.sum(ATTEMPT.CPU_MILLIS))
            .from(ATTEMPT)
            .join(WORK_ORDER)
            .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
            .join(JOB)
            .on(JOB.ID.eq(WORK_ORDER.JOB_ID))
            .where(JOB.VIDEO_ID.eq(video))
            .fetchSingle()
            .value1();
    return Duration.ofMillis(millis == null ? 0 : millis.longValue());
  }

  private List<JobSummary> summaries(Condition condition, int limit) {
    SelectField<Integer> orders = count(DSL.noCondition()).asField("orders");
    SelectField<Integer> done =
        count(WORK_ORDER.STATE.eq(DSL.inline(OrderState.DONE.text()))).asField("done");
    return database
        .sql()
        .select(JOB.asterisk(), VIDEO.TITLE, orders, done)
        .from(JOB)
        .join(VIDEO)
        .on(VIDEO.ID.eq(JOB.VIDEO_ID))
        .where(condition)
        .orderBy(JOB.ID.desc())
        .limit(limit)
        .fetch(Jobs::summary);
  }

  private static org.jooq.Select<org.jooq.Record1<Integer>> count(Condition condition) {
    return DSL.selectCount().from(WORK_ORDER).where(WORK_ORDER.JOB_ID.eq(JOB.ID)).and(condition);
  }

  private static JobSummary summary(Record row) {
    return new JobSummary(
        row.get(JOB.ID),
        row.get(JOB.VIDEO_ID),
        row.get(VIDEO.TITLE),
        row.get(JOB.STATE),
        row.get(JOB.PAUSED),
        row.get(JOB.UPLOADER),
        row.get(JOB.PRIORITY),
        row.get("done", Integer.class),
        row.get("orders", Integer.class),
        row.get(JOB.CREATED_AT).toInstant(),
        instant(row.get(JOB.FINISHED_AT)),
        row.get(JOB.FAILURE_CODE),
        row.get(JOB.FAILURE_DETAIL));
  }

  /** All tries at an order, oldest first. */
  public List<AttemptSummary> attempts(long order) {
    return database
        .sql()
        .selectFrom(ATTEMPT)
        .where(ATTEMPT.ORDER_ID.eq(order))
        .orderBy(ATTEMPT.ID)
        .fetch(
            attempt ->
                new AttemptSummary(
                    attempt.getId(),
                    attempt.getWorkerId(),
                    attempt.getState(),
                    attempt.getFrames(),
                    attempt.getStartedAt().toInstant(),
                    instant(attempt.getEndedAt()),
                    attempt.getFetchedBytes(),
                    attempt.getFetchedWhole(),
                    attempt.getFailureCode(),
                    attempt.getFailureDetail()));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
