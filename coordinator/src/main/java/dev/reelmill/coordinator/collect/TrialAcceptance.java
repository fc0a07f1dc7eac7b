package dev.reelmill.coordinator.collect;

import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.List;
import org.jooq.DSLContext;

/** What becomes of a trial's figures: planning, as for {@link FactsAcceptance}. */
@FunctionalInterface
public interface TrialAcceptance {

  /**
   * Takes them, in the transaction that accepts the result.
   *
   * @param sample number of the trial
   */
  void accept(DSLContext tx, JobRecord job, int sample, List<TrialFigures> points);
}
