package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.VIDEO;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.Submissions;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Begins a job for each source that has arrived: the first order is to look at it. */
public final class SourceInspection implements Submissions {

  private static final int NORMAL_PRIORITY = 0;

  private final Database database;
  private final Function<@Nullable String, Profile> profiles;
  private final Runnable wake;

  /**
   * @param profiles finds a profile by the name that was asked for, or the usual one
   * @param wake called when there is a new order
   */
  public SourceInspection(
      Database database, Function<@Nullable String, Profile> profiles, Runnable wake) {
    this.database = database;
    this.profiles = profiles;
    this.wake = wake;
  }

  /** {@inheritDoc} The same video submitted again changes nothing. */
  @Override
  public void submit(Submission submission) {
    Profile profile = profiles.apply(submission.profile());
    database.transact(
        tx -> {
          if (insertVideo(tx, submission)) {
            long job = insertJob(tx, submission, profile);
            Backlog.add(
                tx,
                job,
                NORMAL_PRIORITY,
                List.of(
                    new NewOrder(OrderQueue.LIGHT, NewOrder.INSPECTION, new OrderBody.Inspect())));
            CrashPoints.reached(CrashPoint.SUBMISSION_WRITTEN);
          }
        });
    CrashPoints.reached(CrashPoint.SUBMISSION_COMMITTED);
    wake.run();
  }

  @Override
  public void check(String profile) {
    Objects.requireNonNull(profiles.apply(profile));
  }

  private static boolean insertVideo(DSLContext tx, Submission submission) {
    return tx.insertInto(VIDEO)
            .set(VIDEO.ID, submission.video())
            .set(VIDEO.TITLE, submission.title())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static long insertJob(DSLContext tx, Submission submission, Profile profile) {
    return tx.insertInto(JOB)
        .set(JOB.VIDEO_ID, submission.video())
        .set(JOB.STATE, JobState.INSPECTING.text())
        .set(JOB.UPLOADER, submission.uploader())
        .set(JOB.PROFILE, profile.name())
        .set(JOB.PROFILE_BODY, JSONB.valueOf(Json.write(profile)))
        .set(JOB.PRIORITY, NORMAL_PRIORITY)
        .set(JOB.SOURCE_KEY, submission.sourceKey())
        .set(JOB.SOURCE_BYTES, submission.sizeBytes())
        .set(JOB.SOURCE_NAME, submission.fileName())
        .set(JOB.SIDE_CARS, JSONB.valueOf(Json.write(submission.sideCars())))
        .returningResult(JOB.ID)
        .fetchSingle()
        .value1();
  }
}
