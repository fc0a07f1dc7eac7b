package dev.reelmill.coordinator.faults;

/** What is done to the farm. */
public enum FaultKind {
  WORKER_KILLED("worker killed"),
  WORKER_STOPPED("worker stopped for a while"),
  WORKERS_CUT_OFF("workers cut off from the broker"),
  COORDINATOR_KILLED("coordinator killed"),
  COORDINATOR_STOPPED("coordinator stopped for a while"),
  CRASH_POINT("coordinator halted at a crash point"),
  COORDINATORS_CUT_OFF("coordinators cut off from the broker"),
  BROKER_KILLED("broker killed"),
  JOURNAL_DELETED("broker killed, its journal deleted"),
  DATABASE_CRASHED("database crashed"),
  DATABASE_CUT_OFF("connections to the database cut");

  private final String words;

  FaultKind(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
