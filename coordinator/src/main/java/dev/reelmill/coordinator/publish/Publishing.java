package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.VIDEO;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.sql.tables.records.JobRecord;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a finished job the one that its video plays: one pointer, in the last acceptance. */
public final class Publishing {

  private static final Logger log = LoggerFactory.getLogger(Publishing.class);

  private Publishing() {}

  /** Publishes a job of which everything was accepted. */
  public static void publish(DSLContext tx, JobRecord job) {
    tx.update(JOB)
        .set(JOB.STATE, JobState.PUBLISHED.text())
        .set(JOB.FINISHED_AT, DSL.currentOffsetDateTime())
        .where(JOB.ID.eq(job.getId()).and(JOB.STATE.eq(JobState.ENCODING.text())))
        .execute();
    CrashPoints.reached(CrashPoint.JOB_PUBLISHED);
    tx.update(VIDEO)
        .set(VIDEO.PUBLISHED_JOB, job.getId())
        .where(VIDEO.ID.eq(job.getVideoId()))
        .execute();
    CrashPoints.reached(CrashPoint.POINTER_CHANGED);
    log.info("video {} is published (job {})", job.getVideoId(), job.getId());
  }
}
