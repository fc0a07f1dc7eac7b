package dev.reelmill.coordinator.collect;

import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.sql.tables.records.JobRecord;
import org.jooq.DSLContext;

/**
 * What becomes of a source's facts: planning, which came before and so can't be called from here.
 */
@FunctionalInterface
public interface FactsAcceptance {

  /**
   * Takes them, in the transaction that accepts the result.
   *
   * @throws dev.reelmill.common.failure.ReelmillException if nothing can be made of such a source
   */
  void accept(DSLContext tx, JobRecord job, SourceFacts facts);
}
