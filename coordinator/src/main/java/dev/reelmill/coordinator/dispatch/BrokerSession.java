package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.database.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when this coordinator has been connected to the broker without a break, by the database's
 * clock. What the broker says of messages from before proves little: it may have been restarted,
 * and its journal may be gone. Thread-safe.
 */
public final class BrokerSession {

  private static final Logger log = LoggerFactory.getLogger(BrokerSession.class);

  /** Three heartbeats. */
  private static final Duration HEARD_AFTER = Duration.ofSeconds(15);

  private final Database database;
  private final Runnable wake;
  private volatile @Nullable OffsetDateTime since;
  private volatile long sinceNanos;

  /**
   * @param wake called when orders went back to the backlog
   */
  public BrokerSession(Database database, Runnable wake) {
    this.database = database;
    this.wake = wake;
  }

  /**
   * There is a connection again, or the first one. Hints from before may have been lost, so their
   * orders are sent again; what is left of the old hints is refused, as it has an older number.
   */
  public void begun() {
    OffsetDateTime now =
        Objects.requireNonNull(
            database.sql().select(DSL.currentOffsetDateTime()).fetchSingle().value1());
    int orders =
        database
            .sql()
            .update(WORK_ORDER)
            .set(WORK_ORDER.STATE, OrderState.WAITING.text())
            .set(WORK_ORDER.STATE_SINCE, now)
            .where(WORK_ORDER.STATE.eq(DSL.inline(OrderState.DISPATCHED.text())))
            .and(WORK_ORDER.STATE_SINCE.lt(now))
            .execute();
    sinceNanos = System.nanoTime();
    since = now;
    if (orders > 0) {
      log.info("the broker is there, {} hints are sent again", orders);
      wake.run();
    }
  }

  /** The connection is gone. */
  public void ended() {
    since = null;
  }

  /** Whether there is a connection now. */
  public boolean isConnected() {
    return since != null;
  }

  /** Whether workers that live have had the time to be heard of. */
  public boolean hearsWorkers() {
    return since != null && System.nanoTime() - sinceNanos > HEARD_AFTER.toNanos();
  }

  /**
   * Whether the broker's redelivery of a hint shows that its holder is gone. One that holds it
   * since before a restart of the broker may work on.
   *
   * @param held since when
   */
  public boolean provesLossOf(OffsetDateTime held) {
    OffsetDateTime connected = since;
    return connected != null && connected.isBefore(held);
  }
}
