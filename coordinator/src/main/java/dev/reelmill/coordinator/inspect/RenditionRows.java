package dev.reelmill.coordinator.inspect;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.sql.tables.records.RenditionRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** Writes the renditions of a plan, in its order. */
final class RenditionRows {

  private final long job;
  private final List<RenditionRecord> rows = new ArrayList<>();

  private RenditionRows(long job) {
    this.job = job;
  }

  /**
   * @param timebase of the pictures
   */
  static void insert(DSLContext tx, long job, Plan plan, Rational timebase) {
    RenditionRows renditions = new RenditionRows(job);
    for (PlannedLadder ladder : plan.ladders()) {
      for (PlannedRung rung : ladder.rungs()) {
        RenditionRecord row = renditions.add("video", rung.name(), ladder.name(), rung.encoding());
        row.setTimebase(timebase.toString());
        row.setSegmentsTotal(plan.segments().size());
      }
    }
    for (PlannedAudio audio : plan.audio()) {
      RenditionRecord row =
          renditions.add("audio", audio.name(), audio.variant(), audio.encoding());
      row.setTimebase(Rational.of(1, audio.encoding().sampleRate()).toString());
      row.setSegmentsTotal(1);
    }
    tx.batchInsert(renditions.rows).execute();
  }

  private RenditionRecord add(String kind, String name, String ladder, Object encoding) {
    RenditionRecord row = new RenditionRecord();
    rows.add(row);
    row.setJobId(job);
    row.setName(name);
    row.setKind(kind);
    row.setLadder(ladder);
    row.setPosition(rows.size() - 1);
    row.setEncoding(JSONB.valueOf(Json.write(encoding)));
    return row;
  }
}
