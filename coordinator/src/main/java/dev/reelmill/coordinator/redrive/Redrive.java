package dev.reelmill.coordinator.redrive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quartz with a clustered store in a schema and a pool of its own. */
public final class Redrive implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Redrive.class);
  private static final Duration SWEEP_PERIOD = Duration.ofSeconds(5);

  /** Every hour, at an odd minute. */
  private static final String TIDY_TIMES = "0 23 * * * ?";

  private static final int CONNECTIONS = 2;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Scheduler scheduler;

  /**
   * Starts sweeping.
   *
   * @param tidy what one of all coordinators does every hour
   * @throws ReelmillException {@link FailureCode#DATABASE_UNAVAILABLE} if Quartz can't start
   */
  public Redrive(DatabaseSettings database, Sweep sweep, Runnable tidy) {
    Map<String, Runnable> work = Map.of("sweep", sweep::run, "tidy", tidy);
    String source = "quartz-" + UUID.randomUUID();
    DBConnectionManager.getInstance().addConnectionProvider(source, new Pool(database));
    try {
      scheduler = new StdSchedulerFactory(properties(source)).getScheduler();
      scheduler.setJobFactory(
          (bundle, owner) ->
              new PeriodicJob(
                  Objects.requireNonNull(work.get(bundle.getJobDetail().getKey().getName()))));
      start();
    } catch (SchedulerException e) {
      throw new ReelmillException(
          FailureCode.DATABASE_UNAVAILABLE, "can't start Quartz: " + e.getMessage(), e);
    }
  }

  /** The database may go away at this moment as at any other: it is asked again. */
  private void start() throws SchedulerException {
    for (int tries = 1; ; tries++) {
      try {
        schedule(
            "sweep",
            SimpleScheduleBuilder.repeatSecondlyForever((int) SWEEP_PERIOD.toSeconds())
                .withMisfireHandlingInstructionNextWithRemainingCount());
        schedule(
            "tidy",
            CronScheduleBuilder.cronSchedule(TIDY_TIMES).withMisfireHandlingInstructionDoNothing());
        scheduler.start();
        return;
      } catch (JobPersistenceException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        log.warn("Quartz can't start yet: {}", e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void schedule(String name, ScheduleBuilder<?> times) throws SchedulerException {
    JobDetail job = JobBuilder.newJob(PeriodicJob.class).withIdentity(name).build();
    Trigger trigger =
        TriggerBuilder.newTrigger().forJob(job).withIdentity(name).withSchedule(times).build();
    scheduler.scheduleJob(job, Set.of(trigger), true);
  }

  private static Properties properties(String source) {
    Properties properties = new Properties();
    properties.put("org.quartz.scheduler.instanceName", "reelmill");
    // Its own way of making one wants the machine's name to have an address.
    properties.put("org.quartz.scheduler.instanceId", UUID.randomUUID().toString());
    properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.put("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.put("org.quartz.threadPool.threadCount", "1");
    properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    properties.put(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.put("org.quartz.jobStore.tablePrefix", "quartz.qrtz_");
    properties.put("org.quartz.jobStore.isClustered", "true");
    properties.put("org.quartz.jobStore.clusterCheckinInterval", "5000");
    properties.put("org.quartz.jobStore.dataSource", source);
    return properties;
  }

  /** Stops; a sweep that runs may finish. */
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("can't stop Quartz: " + e.getMessage(), e);
    }
  }

  private static final class Pool implements ConnectionProvider {

    private final HikariDataSource pool;

    Pool(DatabaseSettings database) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("quartz");
      config.setJdbcUrl(database.url());
      config.setUsername(database.user());
      config.setPassword(database.password());
      config.setMaximumPoolSize(CONNECTIONS);
      config.setMinimumIdle(0);
      config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
      // Whoever takes a connection hears that the database is away, and tries again.
      config.setInitializationFailTimeout(-1);
      this.pool = new HikariDataSource(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return pool.getConnection();
    }

    @Override
    public void shutdown() {
      pool.close();
    }

    @Override
    public void initialize() {
      // The pool is ready when it is made.
    }
  }
}
