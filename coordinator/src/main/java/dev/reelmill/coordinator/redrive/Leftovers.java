package dev.reelmill.coordinator.redrive;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.StoredObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what attempts wrote whose results were not accepted: the worker was lost, or another was
 * first. Idempotent; what a worker that comes back late still writes goes the next time.
 */
public final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  /** Longer than URLs to write to are valid. */
  private static final Duration LOOK_BACK = Duration.ofHours(26);

  private final Database database;
  private final ObjectStore store;
  private final Duration patience;

  /**
   * @param patience from the end of an attempt to the end of its objects
   */
  public Leftovers(Database database, ObjectStore store, Duration patience) {
    this.database = database;
    this.store = store;
    this.patience = patience;
  }

  /** Deletes them now. */
  public void tidy() {
    int deleted = 0;
    for (Map.Entry<String, List<Long>> video : vainAttempts().entrySet()) {
      Set<Long> vain = new HashSet<>(video.getValue());
      for (StoredObject object : store.list(ObjectKeys.prefix(video.getKey()))) {
        OptionalLong attempt = ObjectKeys.attempt(object.key());
        if (attempt.isPresent() && vain.contains(attempt.getAsLong())) {
          deleted += store.delete(object.key()) ? 1 : 0;
        }
      }
    }
    if (deleted > 0) {
      log.info("{} objects of attempts in vain are deleted", deleted);
    }
  }

  /** By video. */
  private Map<String, List<Long>> vainAttempts() {
    return database
        .sql()
        .select(JOB.VIDEO_ID, ATTEMPT.ID)
        .from(ATTEMPT)
        .join(WORK_ORDER)
        .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
        .join(JOB)
        .on(JOB.ID.eq(WORK_ORDER.JOB_ID))
        .where(endedInVain())
        .and(ATTEMPT.ENDED_AT.between(ago(LOOK_BACK), ago(patience)))
        .fetchGroups(JOB.VIDEO_ID, ATTEMPT.ID);
  }

  /** As the index has it. */
  private static Condition endedInVain() {
    return ATTEMPT.STATE.notIn(
        DSL.inline(AttemptState.RUNNING.text()), DSL.inline(AttemptState.ACCEPTED.text()));
  }

  private static Field<java.time.OffsetDateTime> ago(Duration time) {
    return DSL.currentOffsetDateTime().sub(DayToSecond.valueOf(time));
  }
}
