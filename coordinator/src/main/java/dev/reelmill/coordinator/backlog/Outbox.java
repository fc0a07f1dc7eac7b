package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.OUTBOX;

import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Revocation;
import dev.reelmill.common.work.Wire;
import dev.reelmill.sql.tables.records.OutboxRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** Messages to send, stored with the state that makes them necessary. */
public final class Outbox {

  private Outbox() {}

  public static void add(DSLContext tx, String address, String duplicateId, Object message) {
    addText(tx, address, duplicateId, Wire.write(message));
  }

  /** Adds a message that was written before, as it was. */
  public static void addText(DSLContext tx, String address, String duplicateId, String body) {
    tx.insertInto(OUTBOX)
        .set(OUTBOX.ADDRESS, address)
        .set(OUTBOX.DUPLICATE_ID, duplicateId)
        .set(OUTBOX.BODY, body)
        .execute();
  }

  /** Adds hints of a lane's orders, in this order. */
  public static void addHints(DSLContext tx, Lane lane, List<Hint> hints) {
    if (hints.isEmpty()) {
      return;
    }
    var given =
        DSL.table(
                "unnest({0}, {1}) with ordinality",
                DSL.val(hints.stream().map(Outbox::duplicateId).toArray(String[]::new)),
                DSL.val(hints.stream().map(Wire::write).toArray(String[]::new)))
            .as("given", "duplicate_id", "body", "number");
    tx.insertInto(OUTBOX, OUTBOX.ADDRESS, OUTBOX.DUPLICATE_ID, OUTBOX.BODY, OUTBOX.NEEDS)
        .select(
            DSL.select(
                    DSL.val(lane.queue().address()),
                    DSL.field(DSL.name("given", "duplicate_id"), SQLDataType.CLOB),
                    DSL.field(DSL.name("given", "body"), SQLDataType.CLOB),
                    DSL.val(lane.property(), SQLDataType.CLOB))
                .from(given)
                .orderBy(DSL.field(DSL.name("given", "number"))))
        .execute();
  }

  private static String duplicateId(Hint hint) {
    return hint.order() + ":" + hint.dispatch();
  }

  public static void revoke(DSLContext tx, Collection<Long> attempts, String reason) {
    if (!attempts.isEmpty()) {
      add(
          tx,
          Queues.REVOCATIONS,
          "revocation:" + UUID.randomUUID(),
          new Revocation(List.copyOf(attempts), reason));
    }
  }

  /** Marks some rows as this relay's for a while; no lock is held when this returns. */
  public static List<OutboxRecord> take(DSLContext sql, int most, Duration hold) {
    return sql.update(OUTBOX)
        .set(OUTBOX.TAKEN_UNTIL, DSL.currentOffsetDateTime().add(DayToSecond.valueOf(hold)))
        .where(
            OUTBOX.ID.in(
                DSL.select(OUTBOX.ID)
                    .from(OUTBOX)
                    .where(
                        OUTBOX
                            .TAKEN_UNTIL
                            .isNull()
                            .or(OUTBOX.TAKEN_UNTIL.lt(DSL.currentOffsetDateTime())))
                    .orderBy(OUTBOX.ID)
                    .limit(most)
                    .forUpdate()
                    .skipLocked()))
        .returning()
        .fetch()
        .sortAsc(OUTBOX.ID);
  }

  public static boolean hasRows(DSLContext sql) {
    return sql.fetchExists(OUTBOX);
  }

  /** Forgets what was sent. */
  public static void sent(DSLContext sql, List<Long> ids) {
    sql.deleteFrom(OUTBOX).where(OUTBOX.ID.eq(DSL.any(ids.toArray(Long[]::new)))).execute();
  }
}
