package dev.reelmill.coordinator.deadletter;

import static dev.reelmill.sql.Tables.DEAD_LETTER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.Queues;
import dev.reelmill.coordinator.backlog.Outbox;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.DeadLetterRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters that are kept, and what may be done with them. */
public final class DeadLetterBox {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterBox.class);

  /** Where a message may be sent again; all else is out of date before anybody looks at it. */
  private static final Set<String> LASTING =
      Set.of(Queues.WORK_ENCODE, Queues.WORK_LIGHT, Queues.RESULTS);

  private final Database database;
  private final Runnable wake;

  /**
   * @param wake called when there is something to send
   */
  public DeadLetterBox(Database database, Runnable wake) {
    this.database = database;
    this.wake = wake;
  }

  /**
   * One dead letter.
   *
   * @param source address that it came from, if that is known
   * @param reason why nobody could take it
   * @param body its text, unless it had none that could be kept
   */
  public record DeadLetter(
      long letter,
      @Nullable String source,
      String reason,
      @Nullable String body,
      Map<String, String> properties,
      Instant receivedAt) {}

  /** Keeps a message; the same one again changes nothing. */
  void keep(DeadMessage message) {
    int kept =
        database
            .sql()
            .insertInto(DEAD_LETTER)
            .set(DEAD_LETTER.MESSAGE_ID, message.id())
            .set(DEAD_LETTER.SOURCE_ADDRESS, message.source())
            .set(DEAD_LETTER.REASON, message.reason())
            .set(DEAD_LETTER.BODY, message.body())
            .set(DEAD_LETTER.PROPERTIES, JSONB.valueOf(Json.write(message.properties())))
            .onConflict(DEAD_LETTER.MESSAGE_ID)
            .doNothing()
            .execute();
    if (kept == 1) {
      log.warn("a dead letter from {}: {}", message.source(), message.reason());
    }
  }

  /** The newest first. */
  public List<DeadLetter> list(int limit) {
    return database
        .sql()
        .selectFrom(DEAD_LETTER)
        .orderBy(DEAD_LETTER.ID.desc())
        .limit(limit)
        .fetch(DeadLetterBox::letter);
  }

  /**
   * One of them.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public DeadLetter show(long letter) {
    return letter(
        database
            .sql()
            .selectFrom(DEAD_LETTER)
            .where(DEAD_LETTER.ID.eq(letter))
            .fetchOptional()
            .orElseThrow(() -> unknown(letter)));
  }

  /**
   * Sends a dead letter again to where it came from, and forgets it.
   *
   * @return the address
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}, or {@link FailureCode#CONFLICT} if it
   *     can't be sent
   */
  public String requeue(long letter) {
    String address =
        database.transaction(
            tx -> {
              DeadLetterRecord row = taken(tx, letter);
              String source = row.getSourceAddress();
              if (source == null || !LASTING.contains(source) || row.getBody() == null) {
                throw new ReelmillException(
                    FailureCode.CONFLICT,
                    "dead letter %d from %s can't be sent again, only discarded"
                        .formatted(letter, source == null ? "an unknown address" : source));
              }
              Outbox.addText(tx, source, "dead-letter:" + letter, row.getBody());
              return source;
            });
    wake.run();
    return address;
  }

  /**
   * Forgets a dead letter.
   *
   * @throws ReelmillException {@link FailureCode#NOT_FOUND}
   */
  public void discard(long letter) {
    database.transact(tx -> taken(tx, letter));
  }

  private static DeadLetterRecord taken(DSLContext tx, long letter) {
    return tx.deleteFrom(DEAD_LETTER)
        .where(DEAD_LETTER.ID.eq(letter))
        .returning()
        .fetchOptional()
        .orElseThrow(() -> unknown(letter));
  }

  private static ReelmillException unknown(long letter) {
    return new ReelmillException(FailureCode.NOT_FOUND, "there is no dead letter " + letter);
  }

  private static DeadLetter letter(DeadLetterRecord row) {
    Map<String, String> properties = new TreeMap<>();
    Json.tree(row.getProperties().data())
        .properties()
        .forEach(field -> properties.put(field.getKey(), field.getValue().asText()));
    return new DeadLetter(
        row.getId(),
        row.getSourceAddress(),
        row.getReason(),
        row.getBody(),
        properties,
        row.getReceivedAt().toInstant());
  }
}
