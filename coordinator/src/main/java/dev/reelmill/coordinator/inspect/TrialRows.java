package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.TRIAL;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.WorkResult.Output.TrialEncoded;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.plan.PerTitle.Trial;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** Trial encodes in the database: what was ordered, and what came of it. */
final class TrialRows {

  private TrialRows() {}

  /** Orders them; the job stays in inspection until all of them are there. */
  static void order(
      DSLContext tx,
      JobRecord job,
      SourceFacts facts,
      VideoFacts video,
      List<Trial> trials,
      List<String> needs) {
    tx.update(JOB)
        .set(JOB.FACTS, JSONB.valueOf(Json.write(facts)))
        .set(JOB.TRIALS_LEFT, trials.size())
        .where(JOB.ID.eq(job.getId()).and(JOB.STATE.eq(JobState.INSPECTING.text())))
        .execute();
    List<NewOrder> orders = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      orders.add(
          new NewOrder(
                  OrderQueue.ENCODE,
                  NewOrder.INSPECTION,
                  new OrderBody.TrialEncode(
                      i,
                      facts.format(),
                      video.index(),
                      video.picture(),
                      trial.interval(),
                      trial.points(),
                      trial.frameRate()))
              .needing(needs));
    }
    Backlog.add(tx, job.getId(), job.getPriority(), orders);
  }

  /**
   * Keeps one's figures.
   *
   * @return how many are still to come; the row of the job is locked until the transaction ends
   */
  static int keep(DSLContext tx, JobRecord job, int sample, List<TrialFigures> points) {
    tx.insertInto(TRIAL)
        .set(TRIAL.JOB_ID, job.getId())
        .set(TRIAL.SAMPLE, sample)
        .set(TRIAL.FIGURES, JSONB.valueOf(Json.write(new TrialEncoded(points))))
        .execute();
    return tx.update(JOB)
        .set(JOB.TRIALS_LEFT, JOB.TRIALS_LEFT.minus(1))
        .where(JOB.ID.eq(job.getId()).and(JOB.STATE.eq(JobState.INSPECTING.text())))
        .returningResult(JOB.TRIALS_LEFT)
        .fetchSingle()
        .value1();
  }

  /** All figures, in the trials' order. */
  static List<List<TrialFigures>> all(DSLContext tx, JobRecord job) {
    return tx.select(TRIAL.FIGURES)
        .from(TRIAL)
        .where(TRIAL.JOB_ID.eq(job.getId()))
        .orderBy(TRIAL.SAMPLE)
        .fetch(row -> Json.read(row.value1().data(), TrialEncoded.class).points());
  }
}
