package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.TEXT_TRACK;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderBody.StoredSideCar;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedText;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The part of a plan that is subtitles, of the source and beside it, as rows and orders. */
final class TextPlanning {

  private TextPlanning() {}

  /** All that is to be extracted. */
  static List<OrderBody.Text> texts(JobRecord job, SourceFacts facts, Plan plan) {
    List<OrderBody.Text> texts = new ArrayList<>();
    for (PlannedText text : plan.text()) {
      texts.add(
          new OrderBody.Text(
              text.name(), null, facts.format(), text.track(), facts.origin(), facts.duration()));
    }
    for (StoredSideCar sideCar : Json.read(job.getSideCars().data(), StoredSideCar[].class)) {
      SideCarName.of(sideCar.fileName())
          .ifPresent(name -> texts.add(beside(sideCar, name, texts.size() + 1, facts)));
    }
    return texts;
  }

  /** A side-car was written against a player's clock, which begins at 0. */
  private static OrderBody.Text beside(
      StoredSideCar sideCar, SideCarName name, int number, SourceFacts facts) {
    return new OrderBody.Text(
        PlannedText.name(number),
        sideCar,
        name.format(),
        name.track(),
        Rational.ZERO,
        facts.duration());
  }

  static void insert(DSLContext tx, long job, List<OrderBody.Text> texts) {
    for (int i = 0; i < texts.size(); i++) {
      OrderBody.Text text = texts.get(i);
      tx.insertInto(TEXT_TRACK)
          .set(TEXT_TRACK.JOB_ID, job)
          .set(TEXT_TRACK.NAME, text.name())
          .set(TEXT_TRACK.POSITION, i)
          .set(TEXT_TRACK.LABEL, JSONB.valueOf(Json.write(text.track().label())))
          .execute();
    }
  }

  static List<NewOrder> orders(List<OrderBody.Text> texts) {
    return texts.stream().map(text -> new NewOrder(OrderQueue.LIGHT, NewOrder.REST, text)).toList();
  }
}
