package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.RENDITION;
import static dev.reelmill.sql.Tables.TEXT_TRACK;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedText;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The part of a plan that is sound and text, as rows and orders. */
final class TrackPlanning {

  private TrackPlanning() {}

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
    at = 0;
    for (PlannedText text : plan.text()) {
      tx.insertInto(TEXT_TRACK)
          .set(TEXT_TRACK.JOB_ID, job)
          .set(TEXT_TRACK.NAME, text.name())
          .set(TEXT_TRACK.POSITION, at++)
          .set(TEXT_TRACK.LABEL, JSONB.valueOf(Json.write(text.track().label())))
          .execute();
    }
  }

  static List<NewOrder> orders(SourceFacts facts, Plan plan) {
    List<NewOrder> orders = new ArrayList<>();
    for (PlannedAudio audio : plan.audio()) {
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
                  null,
                  null)));
    }
    for (PlannedText text : plan.text()) {
      orders.add(
          new NewOrder(
              OrderQueue.LIGHT,
              NewOrder.REST,
              new OrderBody.Text(
                  text.name(),
                  null,
                  facts.format(),
                  text.track(),
                  facts.origin(),
                  facts.duration())));
    }
    return orders;
  }
}
