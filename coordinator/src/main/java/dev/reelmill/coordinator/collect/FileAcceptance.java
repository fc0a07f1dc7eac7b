package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.PROGRESSIVE_FILE;
import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.collect.Results.Claim;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/**
 * Progressive files, which follow when the video is published: nobody waits for them, and one that
 * can't be made fails alone.
 */
final class FileAcceptance {

  private final ObjectCheck objects;

  FileAcceptance(ObjectCheck objects) {
    this.objects = objects;
  }

  /** Adds the orders for a job's files, in the transaction that publishes it. */
  static void order(DSLContext tx, JobRecord job) {
    List<NewOrder> orders =
        tx.select(PROGRESSIVE_FILE.PLAN)
            .from(PROGRESSIVE_FILE)
            .where(PROGRESSIVE_FILE.JOB_ID.eq(job.getId()))
            .orderBy(PROGRESSIVE_FILE.NAME)
            .fetch(
                row ->
                    new NewOrder(
                        OrderQueue.LIGHT,
                        NewOrder.REST,
                        Json.read(row.value1().data(), OrderBody.class),
                        false));
    if (!orders.isEmpty()) {
      Backlog.add(tx, job.getId(), job.getPriority(), orders);
    }
  }

  void accept(DSLContext tx, Claim claim, OrderBody.AssembleFile order, AssembledFile file) {
    String key = ObjectKeys.file(claim.job().getVideoId(), order.name(), claim.attempt().getId());
    objects.require(file.key(), file.sizeBytes(), file.sha256(), key);
    long frames = frames(tx, claim.job().getId(), order.video());
    if (file.frames() != frames) {
      throw new ReelmillException(
          FailureCode.VERIFICATION_FAILED,
          key + " has " + file.frames() + " of " + frames + " frames");
    }
    tx.update(PROGRESSIVE_FILE)
        .set(PROGRESSIVE_FILE.FILE, JSONB.valueOf(Json.write(file)))
        .where(PROGRESSIVE_FILE.JOB_ID.eq(claim.job().getId()))
        .and(PROGRESSIVE_FILE.NAME.eq(order.name()))
        .execute();
  }

  private static long frames(DSLContext tx, long job, String rendition) {
    return tx
        .select(MEDIA_OBJECT.OBJECT)
        .from(MEDIA_OBJECT)
        .join(RENDITION)
        .on(RENDITION.ID.eq(MEDIA_OBJECT.RENDITION_ID))
        .where(RENDITION.JOB_ID.eq(job).and(RENDITION.NAME.eq(rendition)))
        .fetch(row -> Json.read(row.value1().data(), MediaObject.class))
        .stream()
        .mapToLong(MediaObject::samples)
        .sum();
  }
}
