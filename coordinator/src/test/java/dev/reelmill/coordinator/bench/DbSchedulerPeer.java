package dev.reelmill.coordinator.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * db-scheduler with one-time tasks, as fast as it goes: it locks and fetches in one statement, and
 * looks again as soon as half of its threads are idle. Prints how many a second.
 *
 * <p>Either its tasks do nothing, in one scheduler; or they are like orders: ranked, with a body,
 * and each with a result that is stored and counted, in as many schedulers as there are workers.
 */
public final class DbSchedulerPeer {

  private static final int MOST_CONNECTIONS = 60;
  private static final String NOTHING = "";

  private final AtomicLong done = new AtomicLong();
  private final CountDownLatch warm = new CountDownLatch(1);
  private final CountDownLatch counted = new CountDownLatch(1);
  private final HikariConfig database;
  private final Load load;

  private DbSchedulerPeer(HikariConfig database, Load load) {
    this.database = database;
    this.load = load;
  }

  /**
   * What is to be done.
   *
   * @param uncounted tasks before counting begins
   * @param threads of all schedulers together
   * @param body of each task; empty for tasks that do nothing
   */
  private record Load(
      int backlog, int uncounted, int counted, int threads, int schedulers, String body) {

    boolean isLikeOrders() {
      return !body.equals(NOTHING);
    }
  }

  /** URL, role, password, backlog, uncounted tasks, counted tasks, threads, schedulers, body. */
  public static void main(String[] arguments) throws Exception {
    Load load =
        new Load(
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]),
            Integer.parseInt(arguments[6]),
            Integer.parseInt(arguments[7]),
            arguments[8]);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setSchema("peer");
    config.setMaximumPoolSize(
        Math.min(load.threads / load.schedulers + 4, MOST_CONNECTIONS / load.schedulers));
    double seconds = new DbSchedulerPeer(config, load).run();
    System.out.println(String.format(Locale.ROOT, "{\"perSecond\": %.3f}", load.counted / seconds));
    // It is in the middle of its tasks: nothing of it is needed any more.
    Runtime.getRuntime().halt(0);
  }

  private double run() throws SQLException, InterruptedException {
    List<Scheduler> schedulers = new ArrayList<>();
    for (int number = 1; number <= load.schedulers; number++) {
      HikariDataSource pool = new HikariDataSource(database);
      if (number == 1) {
        load(pool);
      }
      schedulers.add(scheduler(pool, "worker-" + number));
    }
    schedulers.forEach(Scheduler::start);
    warm.await();
    long begun = System.nanoTime();
    counted.await();
    return (System.nanoTime() - begun) / 1e9;
  }

  private Scheduler scheduler(DataSource pool, String name) {
    OneTimeTask<byte[]> task =
        Tasks.oneTime("order", byte[].class)
            .execute(
                (instance, context) -> {
                  if (load.isLikeOrders()) {
                    storeResult(pool, instance.getId(), name);
                  }
                  finished();
                });
    var builder =
        Scheduler.create(pool, task)
            .schedulerName(new SchedulerName.Fixed(name))
            .serializer(new AsItIs())
            .threads(load.threads / load.schedulers)
            .pollUsingLockAndFetch(0.5, 2.0)
            .pollingInterval(Duration.ofMillis(100));
    return (load.isLikeOrders() ? builder.enablePriority() : builder).build();
  }

  /**
   * What the task brought, of a size with what Reelmill keeps of an attempt, and that its job waits
   * for one less: both or neither, as else a job would end too early or never.
   */
  private static void storeResult(DataSource pool, String task, String worker) {
    long number = Long.parseLong(task);
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into result (task, worker, token, claim, state, cpu_millis, object,"
                    + " warnings) values (?, ?, ?, ?, 'accepted', 1, null, '[]')");
        PreparedStatement countDown =
            connection.prepareStatement(
                "update job set orders_left = orders_left - 1 where id = ? and state = 'encoding'"
                    + " returning orders_left")) {
      connection.setAutoCommit(false);
      insert.setLong(1, number);
      insert.setString(2, worker);
      insert.setString(3, "0123456789012345678901");
      insert.setString(4, UUID.randomUUID().toString());
      insert.executeUpdate();
      countDown.setLong(1, job(number));
      try (ResultSet left = countDown.executeQuery()) {
        if (!left.next() || left.getInt(1) == 0) {
          throw new IllegalStateException("the job of task " + task + " has ended");
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tasks come from many uploaders in turn, of whom each has a job at a time. */
  private static long job(long task) {
    long uploader = task % WaitingBacklog.UPLOADERS;
    long jobOfUploader = task / (WaitingBacklog.UPLOADERS * WaitingBacklog.ORDERS_PER_JOB);
    return jobOfUploader * WaitingBacklog.UPLOADERS + uploader;
  }

  private void finished() {
    long number = done.incrementAndGet();
    if (number == load.uncounted) {
      warm.countDown();
    } else if (number == load.uncounted + load.counted) {
      counted.countDown();
    }
  }

  /** The table and its indexes as its documentation has them, with so many tasks that are due. */
  private void load(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema if exists peer cascade");
      statement.execute("create schema peer");
      statement.execute(
          "create table scheduled_tasks (task_name text not null, task_instance text not null,"
              + " task_data bytea, execution_time timestamptz, picked boolean not null,"
              + " picked_by text, last_success timestamptz, last_failure timestamptz,"
              + " consecutive_failures int, last_heartbeat timestamptz, version bigint not null,"
              + " priority smallint, state text, primary key (task_name, task_instance))");
      statement.execute("create index execution_time_idx on scheduled_tasks (execution_time)");
      statement.execute("create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
      statement.execute(
          "create table result (id bigint generated always as identity primary key, task bigint"
              + " not null unique, worker text not null, token text not null, claim text not null,"
              + " state text not null, cpu_millis bigint not null, object jsonb, warnings jsonb,"
              + " ended_at timestamptz not null default now())");
      statement.execute(
          "create table job (id bigint primary key, state text not null, orders_left int not null)");
      statement.execute(
          "insert into job select n, 'encoding', 1000000 from generate_series(0, "
              + (job(load.backlog) + WaitingBacklog.UPLOADERS)
              + ") as n");
      if (load.isLikeOrders()) {
        statement.execute(
            "create index priority_execution_time_idx on scheduled_tasks"
                + " (priority desc, execution_time asc)");
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into scheduled_tasks (task_name, task_instance, task_data, execution_time,"
                  + " picked, version, priority) select 'order', n, ?, now() - interval '1 day'"
                  + " + n * interval '1 ms', false, 1, 0 from generate_series(1, ?) as n")) {
        insert.setBytes(1, load.isLikeOrders() ? AsItIs.bytes(load.body) : null);
        insert.setInt(2, load.backlog);
        insert.execute();
      }
      statement.execute("vacuum analyze scheduled_tasks, job");
      statement.execute("checkpoint");
    }
  }
}
