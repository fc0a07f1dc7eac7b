package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The part of a plan that is sound, as rows and orders. */
final class AudioPlanning {

  /** The poster of a source without a picture. */
  private static final OrderBody.Still WAVEFORM = new OrderBody.Still(1280, 720);

  private AudioPlanning() {}

  /**
   * Writes what will be made.
   *
   * @param position of the first, behind the pictures
   */
  static void insert(DSLContext tx, long job, Plan plan, int position) {
    int at = position;
    for (PlannedAudio audio : plan.audio()) {
      tx.insertInto(RENDITION)
          .set(RENDITION.JOB_ID, job)
          .set(RENDITION.NAME, audio.name())
          .set(RENDITION.KIND, "audio")
          .set(RENDITION.POSITION, at++)
          .set(RENDITION.ENCODING, JSONB.valueOf(Json.write(audio.encoding())))
          .set(RENDITION.TIMEBASE, Rational.of(1, audio.encoding().sampleRate()).toString())
          .set(RENDITION.SEGMENTS_TOTAL, 1)
          .set(RENDITION.VARIANT, audio.variant())
          .set(RENDITION.LABEL, JSONB.valueOf(Json.write(audio.track().label())))
          .execute();
    }
  }

  static List<NewOrder> orders(SourceFacts facts, Plan plan, Profile profile) {
    List<NewOrder> orders = new ArrayList<>();
    for (PlannedAudio audio : plan.audio()) {
      boolean onlySound = plan.ladders().isEmpty() && orders.isEmpty();
      orders.add(
          new NewOrder(
              OrderQueue.ENCODE,
              NewOrder.FIRST_PLAYABLE,
              new OrderBody.Audio(
                  facts.format(),
                  audio.track(),
                  facts.origin(),
                  facts.duration(),
                  audio.name(),
                  profile.loudness(),
                  onlySound ? WAVEFORM : null)));
    }
    return orders;
  }
}
