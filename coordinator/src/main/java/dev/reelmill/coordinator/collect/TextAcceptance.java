package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.TEXT_TRACK;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.WorkResult.Output.TextExtracted;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.collect.Results.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Subtitle tracks, all of which are written at once. */
final class TextAcceptance {

  private final List<Row> rows = new ArrayList<>();

  private record Row(
      long job, String name, long attempt, @Nullable String object, String warnings) {}

  /**
   * Adds one.
   *
   * @param seen what the store has of it
   */
  void add(Claim claim, OrderBody.Text order, TextExtracted extracted, ObjectCheck seen) {
    TextObject object = extracted.object();
    long attempt = claim.attempt().getId();
    if (object != null) {
      String key = ObjectKeys.text(claim.job().getVideoId(), order.name(), attempt);
      seen.require(object.key(), object.sizeBytes(), object.sha256(), key);
    }
    rows.add(
        new Row(
            claim.job().getId(),
            order.name(),
            attempt,
            object == null ? null : Json.write(object),
            Json.write(extracted.warnings())));
  }

  void write(DSLContext tx) {
    if (rows.isEmpty()) {
      return;
    }
    var given =
        DSL.table(
                "unnest({0}, {1}, {2}, {3}, {4})",
                DSL.val(each(Row::job, Long[]::new)),
                DSL.val(each(Row::name, String[]::new)),
                DSL.val(each(Row::attempt, Long[]::new)),
                DSL.val(each(Row::object, String[]::new)),
                DSL.val(each(Row::warnings, String[]::new)))
            .as("given", "job_id", "name", "attempt_id", "object", "warnings");
    tx.update(TEXT_TRACK)
        .set(TEXT_TRACK.ATTEMPT_ID, DSL.field(DSL.name("given", "attempt_id"), SQLDataType.BIGINT))
        .set(TEXT_TRACK.OBJECT, json("object"))
        .set(TEXT_TRACK.WARNINGS, json("warnings"))
        .from(given)
        .where(TEXT_TRACK.JOB_ID.eq(DSL.field(DSL.name("given", "job_id"), SQLDataType.BIGINT)))
        .and(TEXT_TRACK.NAME.eq(DSL.field(DSL.name("given", "name"), SQLDataType.CLOB)))
        .execute();
  }

  private static Field<JSONB> json(String name) {
    return DSL.field(DSL.name("given", name), SQLDataType.CLOB).cast(SQLDataType.JSONB);
  }

  @SuppressWarnings("NullAway") // a track without an object has none
  private <T> T[] each(Function<Row, @Nullable T> part, IntFunction<T[]> array) {
    return rows.stream().map(part).toArray(array);
  }
}
