package dev.reelmill.coordinator.operations;

import static dev.reelmill.sql.Tables.JOB;

import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.database.Database;
import java.util.List;
import org.jooq.impl.DSL;

/** Pausing more than one job: all of an uploader, or the whole farm. */
public final class PauseOperations {

  private final Database database;
  private final Runnable wake;

  /**
   * @param wake called when there may be something to dispatch
   */
  public PauseOperations(Database database, Runnable wake) {
    this.database = database;
    this.wake = wake;
  }

  /**
   * What is paused.
   *
   * @param farm whether everything is
   * @param uploaders by name
   * @param jobs by number, those that have not ended
   */
  public record Paused(boolean farm, List<String> uploaders, List<Long> jobs) {}

  public Paused list() {
    return new Paused(
        Pauses.isFarmPaused(database.sql()),
        Pauses.uploaders(database.sql()),
        database
            .sql()
            .select(JOB.ID)
            .from(JOB)
            .where(DSL.condition(JOB.PAUSED))
            .and(
                JOB.STATE.in(
                    DSL.inline(JobState.INSPECTING.text()), DSL.inline(JobState.ENCODING.text())))
            .orderBy(JOB.ID)
            .fetch(JOB.ID));
  }

  /** Begins nothing more at all, or lets the farm go on. */
  public Change farm(boolean paused) {
    boolean changed = database.transaction(tx -> Pauses.farm(tx, paused));
    wake.run();
    return Change.of(
        changed,
        paused
            ? Change.either(
                changed,
                "The farm is paused; what runs goes on to its end.",
                "The farm was paused already.")
            : Change.either(changed, "The farm goes on.", "The farm was not paused."));
  }

  /** Begins nothing more of an uploader's, of jobs to come too, or lets them go on. */
  public Change uploader(String name, boolean paused) {
    boolean changed = database.transaction(tx -> Pauses.uploader(tx, name, paused));
    wake.run();
    String sentence =
        paused
            ? Change.either(
                changed,
                "Uploader %s is paused; what runs goes on to its end.",
                "Uploader %s was paused already.")
            : Change.either(
                changed, "Work for uploader %s goes on.", "Uploader %s was not paused.");
    return Change.of(changed, sentence.formatted(name));
  }
}
