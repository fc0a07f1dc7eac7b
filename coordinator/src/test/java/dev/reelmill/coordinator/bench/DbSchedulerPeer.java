package dev.reelmill.coordinator.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * db-scheduler with one-time tasks that do nothing, as fast as it goes: it locks and fetches in one
 * statement, and looks again as soon as half of its threads are idle. Prints how many a second.
 */
public final class DbSchedulerPeer {

  private static final int MOST_CONNECTIONS = 60;

  private final AtomicLong done = new AtomicLong();
  private final CountDownLatch warm = new CountDownLatch(1);
  private final CountDownLatch counted = new CountDownLatch(1);
  private final int uncounted;
  private final int last;

  private DbSchedulerPeer(int uncounted, int counted) {
    this.uncounted = uncounted;
    this.last = uncounted + counted;
  }

  /** URL, role, password, backlog, uncounted tasks, counted tasks, threads. */
  public static void main(String[] arguments) throws Exception {
    int backlog = Integer.parseInt(arguments[3]);
    int uncounted = Integer.parseInt(arguments[4]);
    int counted = Integer.parseInt(arguments[5]);
    int threads = Integer.parseInt(arguments[6]);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(Math.min(threads + 4, MOST_CONNECTIONS));
    config.setSchema("peer");
    HikariDataSource pool = new HikariDataSource(config);
    load(pool, backlog);
    double seconds = new DbSchedulerPeer(uncounted, counted).run(pool, threads);
    System.out.println(String.format(Locale.ROOT, "{\"perSecond\": %.3f}", counted / seconds));
    // It is in the middle of its tasks: nothing of it is needed any more.
    Runtime.getRuntime().halt(0);
  }

  private double run(DataSource pool, int threads) throws InterruptedException {
    OneTimeTask<Void> task = Tasks.oneTime("nothing").execute((instance, context) -> finished());
    Scheduler scheduler =
        Scheduler.create(pool, task)
            .threads(threads)
            .pollUsingLockAndFetch(0.5, 2.0)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    scheduler.start();
    warm.await();
    long begun = System.nanoTime();
    counted.await();
    return (System.nanoTime() - begun) / 1e9;
  }

  private void finished() {
    long number = done.incrementAndGet();
    if (number == uncounted) {
      warm.countDown();
    } else if (number == last) {
      counted.countDown();
    }
  }

  /** The table as its documentation has it, with so many tasks that are due. */
  private static void load(DataSource pool, int backlog) throws SQLException {
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
          "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
              + " select 'nothing', n, now() - interval '1 day' + n * interval '1 ms', false, 1"
              + " from generate_series(1, "
              + backlog
              + ") as n");
      statement.execute("vacuum analyze scheduled_tasks");
      statement.execute("checkpoint");
    }
  }
}
