package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.JOB;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.TimeSpan;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

/** Notes at a job which stretches of its source could not be decoded. */
final class LostParts {

  private LostParts() {}

  /** Adds what one segment lacks; each ladder decodes anew, and so says the same again. */
  static void add(DSLContext tx, long job, List<TimeSpan> lost) {
    if (lost.isEmpty()) {
      return;
    }
    JSONB more = JSONB.valueOf(Json.write(lost));
    tx.update(JOB)
        .set(JOB.LOST, DSL.field("{0} || {1}", JSONB.class, JOB.LOST, DSL.val(more)))
        .where(JOB.ID.eq(job))
        .execute();
  }
}
