package dev.reelmill.coordinator.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.dispatch.Hedges;
import dev.reelmill.coordinator.dispatch.Leases;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What PostgreSQL does for a sweep when there are very many orders, and few of them are stuck. */
@Tag("long")
class SweepPlanIT {

  private static final int ORDERS = 3_000_000;
  private static final int WAITING = 100_000;
  private static final int STUCK = 50;
  private static final long MOST_BUFFERS = 100;

  @Test
  void a_sweep_of_three_million_orders_reads_the_stuck_ones_only() throws Exception {
    try (TestDatabase database = new TestDatabase()) {
      DSLContext sql = database.context();
      List<String> statements = statementsOfASweep(database);
      assertThat(statements).hasSizeGreaterThanOrEqualTo(3);
      fill(sql);

      long buffers = 0;
      double millis = 0;
      long found = 0;
      for (String statement : statements) {
        JsonNode plan = explain(sql, statement);
        for (JsonNode scan : scans(plan.path("Plan"))) {
          buffers += scan.path("Shared Hit Blocks").asLong();
          buffers += scan.path("Shared Read Blocks").asLong();
          found += scan.path("Actual Rows").asLong() * scan.path("Actual Loops").asLong();
          millis += scan.path("Actual Total Time").asDouble();
        }
      }

      System.out.printf(
          "a sweep over %d orders finds %d stuck in %.2f ms, with %d buffers%n",
          ORDERS, found, millis, buffers);
      assertThat(found).isGreaterThanOrEqualTo(STUCK);
      assertThat(buffers).isLessThanOrEqualTo(MOST_BUFFERS);
    }
  }

  /** As they are sent when nothing is stuck: what has to be looked at every time. */
  private static List<String> statementsOfASweep(TestDatabase database) {
    List<String> statements = new ArrayList<>();
    ExecuteListener listener =
        new ExecuteListener() {
          @Override
          public void executeStart(ExecuteContext context) {
            if (context.query() != null) {
              statements.add(DSL.using(context.configuration()).renderInlined(context.query()));
            }
          }
        };
    var before = database.context().configuration().executeListenerProviders();
    database.context().configuration().setAppending(listener);
    Leases leases = new Leases(database.database(), BacklogFixture.SETTINGS);
    Hedges hedges = new Hedges(database.database(), BacklogFixture.SETTINGS);
    new Sweep(leases, hedges, () -> {}).run();
    database.context().configuration().set(before);
    // Nothing is tried twice while orders wait.
    statements.removeIf(statement -> statement.contains("\"hedge\" is null"));
    return List.copyOf(statements);
  }

  /** Most are done, some wait; half of the stuck ones have a hint that is lost, half a worker. */
  private static void fill(DSLContext sql) {
    sql.transaction(
        tx -> {
          DSLContext in = tx.dsl();
          // Checks of what refers to what would take longer than all else.
          in.execute("set local session_replication_role = replica");
          in.execute("insert into farm.video (id, title) values ('v', 'v')");
          in.execute(
              "insert into farm.job (video_id, state, profile, profile_body, source_key,"
                  + " source_bytes, source_name)"
                  + " values ('v', 'encoding', 'web', '{}', 's', 1, 'v.mp4')");
          in.execute(
              "insert into farm.work_order"
                  + " (job_id, kind, queue, segment, state, priority, class, cost, tag, body)"
                  + " select 1, 'segment', 'encode', n, case when n > {1} - {0} then 'waiting'"
                  + " else 'done' end, 0, 2, 1000, n, '{}' from generate_series(1, {1}) n",
              DSL.inline(WAITING), DSL.inline(ORDERS));
          in.execute(
              "update farm.work_order set state_since = now() - interval '1 h', dispatch = 1,"
                  + " state = case when id % 2 = 0 then 'dispatched' else 'running' end"
                  + " where id > {0} and id <= {0} + {1}",
              DSL.inline(ORDERS / 2), DSL.inline(STUCK));
          in.execute(
              "insert into farm.attempt (order_id, worker_id, token, dispatch, state, lease_until,"
                  + " ended_at) select id, 'w', 't', 1, 'accepted', now(), now()"
                  + " from farm.work_order where state = 'done' and id % 10 = 0");
          in.execute(
              "insert into farm.attempt (order_id, worker_id, token, dispatch, state, lease_until,"
                  + " started_at) select id, 'w', 't', 1, 'running', now() - interval '1 h',"
                  + " now() - interval '2 h' from farm.work_order where state = 'running'");
        });
    sql.execute("vacuum analyze farm.work_order");
    sql.execute("vacuum analyze farm.attempt");
  }

  private static JsonNode explain(DSLContext sql, String statement) {
    List<JsonNode> plans = new ArrayList<>();
    try {
      sql.transaction(
          tx -> {
            String text =
                tx.dsl()
                    .resultQuery("explain (analyze, buffers, format json) " + statement)
                    .fetchSingle()
                    .get(0, String.class);
            plans.add(Json.tree(text).path(0));
            throw new UndoneException();
          });
    } catch (UndoneException e) {
      // As wanted: the next statement finds the same.
    }
    return plans.getFirst();
  }

  /** The topmost nodes that read a table. */
  private static List<JsonNode> scans(JsonNode node) {
    if (node.path("Node Type").asText().endsWith("Scan")) {
      return List.of(node);
    }
    List<JsonNode> scans = new ArrayList<>();
    node.path("Plans").forEach(child -> scans.addAll(scans(child)));
    return scans;
  }

  private static final class UndoneException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
