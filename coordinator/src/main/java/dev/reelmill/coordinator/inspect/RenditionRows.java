package dev.reelmill.coordinator.inspect;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.sql.tables.records.RenditionRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The part of a plan that is pictures, as rows. */
final class RenditionRows {

  private RenditionRows() {}

  /**
   * Writes what will be made, in the plan's order, from position 0.
   *
   * @param timebase of the pictures
   */
  static void insert(DSLContext tx, long job, Plan plan, Rational timebase) {
    List<RenditionRecord> rows = new ArrayList<>();
    for (PlannedLadder ladder : plan.ladders()) {
      for (PlannedRung rung : ladder.rungs()) {
        RenditionRecord row = new RenditionRecord();
        row.setJobId(job);
        row.setName(rung.name());
        row.setKind("video");
        row.setLadder(ladder.name());
        row.setPosition(rows.size());
        row.setEncoding(JSONB.valueOf(Json.write(rung.encoding())));
        row.setTimebase(timebase.toString());
        row.setSegmentsTotal(plan.segments().size());
        rows.add(row);
      }
    }
    tx.batchInsert(rows).execute();
  }
}
