package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.PROGRESSIVE_FILE;

import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.plan.FilePlan.PlannedFile;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The part of a plan that is progressive files: rows that become orders at publishing. */
final class FilePlanning {

  private FilePlanning() {}

  static void insert(DSLContext tx, long job, List<PlannedFile> files) {
    for (PlannedFile file : files) {
      OrderBody order =
          new OrderBody.AssembleFile(file.name(), file.container(), file.video(), file.audio());
      tx.insertInto(PROGRESSIVE_FILE)
          .set(PROGRESSIVE_FILE.JOB_ID, job)
          .set(PROGRESSIVE_FILE.NAME, file.name())
          .set(PROGRESSIVE_FILE.PLAN, JSONB.valueOf(Json.write(order)))
          .execute();
    }
  }
}
