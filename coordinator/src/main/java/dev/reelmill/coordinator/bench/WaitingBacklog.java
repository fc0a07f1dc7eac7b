package dev.reelmill.coordinator.bench;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.database.Database;

/**
 * Orders that wait, as planning leaves them: of a hundred uploaders, a hundred orders a job. They
 * are for subtitles, the one kind whose result may be that there is nothing to store. Their jobs
 * never end.
 */
final class WaitingBacklog {

  static final int ORDERS_PER_JOB = 100;
  static final int UPLOADERS = 100;
  private static final int COST = 1000;

  private final Database database;

  WaitingBacklog(Database database) {
    this.database = database;
  }

  /** Forgets everything, and has so many orders wait; nothing is begun until {@link #release}. */
  void load(int orders) {
    hold();
    database
        .sql()
        .execute(
            "truncate farm.video, farm.outbox, farm.worker, farm.fair_share, farm.golden_test"
                + " cascade");
    database.sql().execute("update farm.virtual_time set tag = 0");
    int jobs = Math.ceilDiv(orders, ORDERS_PER_JOB);
    database
        .sql()
        .execute(
            "insert into farm.video (id, title) select 'bench-' || n, 'bench'"
                + " from generate_series(1, ?) as n",
            jobs);
    database
        .sql()
        .execute(
            "insert into farm.job (video_id, state, uploader, profile, profile_body, source_key,"
                + " source_bytes, source_name, orders_left) select 'bench-' || n, 'encoding',"
                + " 'uploader-' || n % ?, 'bench', '{}', 'sources/bench-' || n, 1000, 'clip.mp4',"
                + " 1000000 from generate_series(1, ?) as n",
            UPLOADERS, jobs);
    database
        .sql()
        .execute(
            "insert into farm.text_track (job_id, name, position, label) select id, 'text-' || n,"
                + " n, '{}' from farm.job, generate_series(1, ?) as n",
            ORDERS_PER_JOB);
    database
        .sql()
        .execute(
            "insert into farm.work_order (job_id, kind, queue, state, priority, class, cost, tag,"
                + " body) select job.id, 'text', 'encode', 'waiting', 0, 2, ?,"
                + " ((job.number / ?) * ? + n) * ?, jsonb_set(cast(? as jsonb), '{name}',"
                + " to_jsonb('text-' || n)) from (select id, row_number() over (order by id) - 1 as"
                + " number from farm.job) as job, generate_series(1, ?) as n order by job.id, n"
                + " limit ?",
            COST,
            UPLOADERS,
            ORDERS_PER_JOB,
            COST,
            bodyText(),
            ORDERS_PER_JOB,
            orders);
    // As PostgreSQL does by itself after so many changes.
    database.sql().execute("vacuum analyze farm.work_order, farm.job, farm.text_track");
    database.sql().execute("checkpoint");
  }

  /** Of an order. */
  static String bodyText() {
    return Json.write(
        new OrderBody.Text(
            "text",
            null,
            "mov",
            new TextFacts(2, "mov_text", TrackLabel.NONE),
            Rational.ZERO,
            Rational.of(60)));
  }

  /** Nothing is begun from now on. */
  void hold() {
    database.transact(tx -> Pauses.farm(tx, true));
  }

  void release() {
    database.transact(tx -> Pauses.farm(tx, false));
  }

  /** Results that were accepted. */
  long accepted() {
    return number("select count(*) from farm.attempt where state = 'accepted'");
  }

  /**
   * About as many as {@link #accepted}, with those that nothing came of, and at a cost that does
   * not grow with them: what is asked ten times a second must not be what is measured.
   */
  long ended() {
    return number(
        "select coalesce(max(id) - min(id) + 1, 0) - (select count(*) from farm.attempt where"
            + " state = 'running') from farm.attempt");
  }

  /** Orders of which two results were accepted. */
  long acceptedTwice() {
    return number(
        "select count(*) from (select 1 from farm.attempt where state = 'accepted'"
            + " group by order_id having count(*) > 1) as twice");
  }

  private long number(String sql) {
    return database.sql().fetchSingle(sql).get(0, Long.class);
  }

  /** Milliseconds that PostgreSQL has spent in statements on this database. */
  double activeMillis() {
    return database
        .sql()
        .fetchSingle("select active_time from pg_stat_database where datname = current_database()")
        .get(0, Double.class);
  }

  /** Workers that were heard of. */
  long workers() {
    return number("select count(*) from farm.worker");
  }
}
