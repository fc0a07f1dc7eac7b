package dev.reelmill.coordinator.faults;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.DEAD_LETTER;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Revocation;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.sql.tables.records.AttemptRecord;
import dev.reelmill.sql.tables.records.DeadLetterRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody should have sent, on every queue of a farm that works. */
@Tag("long")
class MessagesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static BreakableFarm farm;
  private static Oracle oracle;
  private static Messages messages;
  private static String video;

  @BeforeAll
  static void start() throws Exception {
    Path profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
    farm =
        new BreakableFarm(
            new FarmShape(folder.resolve("farm"), 1, 1, Map.of("profile", profile.toString())));
    oracle = new Oracle(farm);
    messages = new Messages(farm);
    video = farm.client().upload(TinyClip.in(folder), PATIENCE);
    await()
        .atMost(PATIENCE)
        .until(() -> oracle.isPublished(video) && oracle.unfinished().isEmpty());
  }

  @AfterAll
  static void stop() {
    messages.close();
    farm.close();
  }

  private static DSLContext sql() {
    return farm.database().sql();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        Queues.CLAIMS + ";}{;not a ClaimRequest",
        Queues.CLAIMS + ";{\"v\":2};message version 2",
        Queues.RESULTS + ";[1];not a JSON object",
        Queues.RESULTS + ";{\"v\":1,\"kind\":\"undone\"};not a WorkResult",
        Queues.RESULTS + ";{\"v\":99};message version 99",
        Queues.HEARTBEATS + ";beep;not a Heartbeat",
        Queues.HEARTBEATS + ";{\"v\":0};message version 0",
        Queues.WORK_ENCODE + ";{};message version",
        Queues.WORK_ENCODE + ";{\"v\":1,\"order\":\"x\"};not a Hint",
        Queues.WORK_LIGHT + ";hello;not a Hint",
        Queues.WORK_LIGHT + ";{\"v\":7};message version 7",
        Queues.REVOCATIONS + ";stop it all;not a Revocation",
        Queues.REVOCATIONS + ";{\"v\":1,\"attempts\":7};not a Revocation",
        Queues.REVOCATIONS + ";{\"v\":3};message version 3",
      })
  void garbage_goes_to_the_dead_letters_with_a_reason(String queue, String text, String reason)
      throws Exception {
    if (queue.equals(Queues.REVOCATIONS)) {
      messages.publish(queue, text);
    } else {
      messages.send(queue, text);
    }

    DeadLetter letter = deadLetter();

    assertThat(letter.body()).isEqualTo(text);
    assertThat(letter.reason()).contains(reason);
    assertThat(letter.source()).isEqualTo(queue);
  }

  @Test
  void what_is_stale_or_comes_twice_has_no_effect() throws Exception {
    Map<String, String> before = oracle.outputs(video);
    long attempts = sql().fetchCount(ATTEMPT);
    AttemptRecord ended = sql().selectFrom(ATTEMPT).orderBy(ATTEMPT.ID).limit(1).fetchSingle();
    String failed =
        Wire.write(
            new WorkResult.Failed(
                ended.getId(), ended.getToken(), FailureCode.INTERNAL, "too late", 1));
    String forged =
        Wire.write(
            new WorkResult.Failed(ended.getId(), "guessed", FailureCode.INTERNAL, "forged", 1));
    List.of(failed, failed, forged).forEach(text -> messages.send(Queues.RESULTS, text));
    Hint old = new Hint(ended.getOrderId(), ended.getDispatch());
    messages.send(Queues.WORK_ENCODE, Wire.write(old));
    messages.send(Queues.WORK_LIGHT, Wire.write(new Hint(Long.MAX_VALUE, 1)));
    messages.send(
        Queues.CLAIMS, Wire.write(new ClaimRequest(old.order(), old.dispatch(), "stranger", true)));
    messages.send(
        Queues.HEARTBEATS,
        Wire.write(
            new Heartbeat(
                "worker-1",
                "host",
                "1",
                1,
                List.of(new Heartbeat.Running(ended.getId(), 1_000_000)))));
    messages.publish(Queues.REVOCATIONS, "stop it all");
    messages.publish(
        Queues.REVOCATIONS, Wire.write(new Revocation(List.of(ended.getId()), "late")));

    String next = farm.client().upload(TinyClip.in(folder), PATIENCE);
    await().atMost(PATIENCE).until(() -> oracle.isPublished(next) && oracle.unfinished().isEmpty());

    assertThat(oracle.outputs(video)).isEqualTo(before);
    assertThat(oracle.outputs(next)).isEqualTo(before);
    assertThat(oracle.twiceAccepted()).isEmpty();
    assertThat(sql().selectFrom(ATTEMPT).where(ATTEMPT.ID.eq(ended.getId())).fetchSingle())
        .isEqualTo(ended);
    assertThat(sql().fetchCount(ATTEMPT)).isEqualTo((int) (2 * attempts));
    assertThat(sql().fetchCount(WORK_ORDER)).isEqualTo(sql().fetchCount(ATTEMPT));
    assertThat(deadLetter().source()).as("the worker went on").isEqualTo(Queues.REVOCATIONS);
  }

  private record DeadLetter(String body, String reason, String source) {}

  /** The only one there is, which is taken away. */
  private static DeadLetter deadLetter() {
    DeadLetterRecord letter =
        await()
            .atMost(PATIENCE)
            .until(() -> sql().selectFrom(DEAD_LETTER).fetchOne(), Objects::nonNull);
    sql().deleteFrom(DEAD_LETTER).execute();
    return new DeadLetter(letter.getBody(), letter.getReason(), letter.getSourceAddress());
  }
}
