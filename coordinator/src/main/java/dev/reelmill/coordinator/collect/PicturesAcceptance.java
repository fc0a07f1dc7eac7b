package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.STILLS;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.common.pictures.Still;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.collect.Results.Claim;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Takes a video's small pictures: first the segments' stills, then what was packed out of them. */
final class PicturesAcceptance {

  private final ObjectCheck objects;

  PicturesAcceptance(ObjectCheck objects) {
    this.objects = objects;
  }

  /**
   * Takes a segment's stills, if it has them: it is worth as much without. With the last segment,
   * the packing is ordered.
   */
  void stills(DSLContext tx, Claim claim, OrderBody.Segment order, @Nullable StillsObject stills) {
    if (order.stills() == null) {
      return;
    }
    String key =
        ObjectKeys.stills(claim.job().getVideoId(), order.number(), claim.attempt().getId());
    StillsObject sound = stills != null && isSound(stills, key) ? stills : null;
    if (sound != null) {
      tx.insertInto(STILLS)
          .set(STILLS.JOB_ID, claim.job().getId())
          .set(STILLS.SEGMENT, order.number())
          .set(STILLS.OBJECT_KEY, key)
          .set(STILLS.OBJECT, JSONB.valueOf(Json.write(sound)))
          .execute();
    }
    JobRecord job =
        tx.update(JOB)
            .set(JOB.STILLS_LEFT, JOB.STILLS_LEFT.minus(1))
            .where(JOB.ID.eq(claim.job().getId()))
            .returning()
            .fetchSingle();
    if (sound != null) {
      updatePoster(tx, job, sound);
    }
    if (job.getStillsLeft() == 0) {
      orderPacking(tx, job);
    }
  }

  private boolean isSound(StillsObject stills, String key) {
    return objects.flaw(stills.key(), stills.sizeBytes(), stills.sha256(), key).isEmpty()
        && fill(
            stills.sizeBytes(),
            stills.pictures().stream().map(still -> new Part(still.offset(), still.sizeBytes())));
  }

  private record Part(long offset, long sizeBytes) {}

  /** Behind each other, from the beginning of an object to its end. */
  private static boolean fill(long sizeBytes, Stream<Part> parts) {
    long end = 0;
    for (Part part : parts.toList()) {
      if (part.offset != end || part.sizeBytes <= 0) {
        return false;
      }
      end += part.sizeBytes;
    }
    return end == sizeBytes;
  }

  /** The lowest candidate that has come. */
  private static void updatePoster(DSLContext tx, JobRecord job, StillsObject stills) {
    Optional<Still> first =
        stills.pictures().stream()
            .filter(still -> still.kind() == Still.Kind.CANDIDATE)
            .min(Comparator.comparingInt(Still::number));
    if (first.isEmpty()) {
      return;
    }
    Still still = first.get();
    JSONB known = job.getPoster();
    if (known == null || Json.read(known.data(), Poster.class).candidate() > still.number()) {
      Poster poster = new Poster(stills.key(), still.number(), still.offset(), still.sizeBytes());
      tx.update(JOB)
          .set(JOB.POSTER, JSONB.valueOf(Json.write(poster)))
          .where(JOB.ID.eq(job.getId()))
          .execute();
    }
  }

  /** Publishing does not wait for it, and the video is published without if it fails. */
  private static void orderPacking(DSLContext tx, JobRecord job) {
    if (tx.fetchExists(STILLS, STILLS.JOB_ID.eq(job.getId()))) {
      PackLayout layout = Json.read(job.getPictureLayout().data(), PackLayout.class);
      OrderBody body = new OrderBody.PackPictures(layout);
      Backlog.add(
          tx,
          job.getId(),
          job.getPriority(),
          List.of(new NewOrder(OrderQueue.LIGHT, NewOrder.REST, body, false)));
    }
  }

  /** The video has all its small pictures. */
  void packed(DSLContext tx, Claim claim, PicturesPack pack) {
    String key = ObjectKeys.pictures(claim.job().getVideoId(), claim.attempt().getId());
    objects.require(pack.key(), pack.sizeBytes(), pack.sha256(), key);
    var parts = pack.pictures().stream().map(one -> new Part(one.offset(), one.sizeBytes()));
    if (!fill(pack.sizeBytes(), parts)) {
      throw new ReelmillException(
          FailureCode.VERIFICATION_FAILED, "the pictures in " + key + " leave gaps, or overlap");
    }
    tx.update(JOB)
        .set(JOB.PICTURES, JSONB.valueOf(Json.write(pack)))
        .where(JOB.ID.eq(claim.job().getId()))
        .execute();
  }
}
