package dev.reelmill.coordinator.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.coordinator.backlog.Lane;
import dev.reelmill.coordinator.operations.PauseOperations;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.io.IOException;
import org.jooq.conf.ParamType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What PostgreSQL does to find the next orders among two hundred thousand. */
@DisplayName("Picking the next orders")
class DispatchPlanIT {

  private static final int PAUSED = 150_000;
  private static final int OTHERS = 50_000;

  /** Of 8 KiB: a few levels of the index, and the rows that are picked. */
  private static final int MOST_BUFFERS = 100;

  private static TestDatabase database;

  @BeforeAll
  static void start() throws IOException {
    database = new TestDatabase();
    BacklogFixture farm = new BacklogFixture(database);
    add(farm.job("paused", 0), PAUSED);
    add(farm.job("other", 0), OTHERS);
    new PauseOperations(database.database(), () -> {}).uploader("paused", true);
    // As PostgreSQL does by itself after so many changes.
    database.context().execute("vacuum analyze farm.work_order");
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  /** Those of the paused uploader come first in every other respect. */
  private static void add(long job, int orders) {
    database
        .context()
        .execute(
            "insert into farm.work_order (job_id, kind, queue, state, priority, class, cost, tag,"
                + " body) select ?, 'segment', 'encode', 'waiting', 0, 2, 1000, n, cast('{}' as jsonb)"
                + " from generate_series(1, ?) as n",
            job,
            orders);
  }

  private static JsonNode explain(String statement) {
    String plan =
        database
            .context()
            .fetchSingle("explain (analyze, buffers, format json) " + statement)
            .get(0)
            .toString();
    return Json.tree(plan).path(0).path("Plan");
  }

  private static long buffers(JsonNode plan) {
    return plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong();
  }

  private static JsonNode next() {
    return explain(
        Dispatcher.next(database.context(), Lane.open(OrderQueue.ENCODE), 8)
            .getSQL(ParamType.INLINED));
  }

  @Test
  @DisplayName("looks at what it picks, not at what is paused; nothing if all is paused")
  void looksAtWhatItPicks() {
    JsonNode some = next();
    assertThat(some.toString()).contains("work_order_waiting").doesNotContain("Sort Key");
    assertThat(some.path("Actual Rows").asInt()).isEqualTo(8);
    assertThat(buffers(some)).as(some.toPrettyString()).isLessThanOrEqualTo(MOST_BUFFERS);

    new PauseOperations(database.database(), () -> {}).uploader("other", true);
    database.context().execute("vacuum analyze farm.work_order");
    JsonNode none = next();
    assertThat(none.path("Actual Rows").asInt()).isZero();
    assertThat(buffers(none)).as(none.toPrettyString()).isLessThanOrEqualTo(MOST_BUFFERS);
  }
}
