package dev.reelmill.coordinator.faults;

import dev.reelmill.common.fault.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Breaks one part of a farm at random, and mends it again; what is lost stays lost. */
final class Striker {

  /** Longer than a lease of the farm that is broken here, at times. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(12);

  private static final Duration LONGEST_CUT = Duration.ofSeconds(3);
  private static final Duration LONGEST_ABSENCE = Duration.ofMillis(1500);
  private static final Duration CRASH_WAIT = Duration.ofSeconds(8);
  private static final int MOST_BYTES = 20_000;
  private static final int MOST_TIMES = 3;

  private final BreakableFarm farm;
  private final Random random;

  Striker(BreakableFarm farm, Random random) {
    this.farm = farm;
    this.random = random;
  }

  /** Strikes; everything runs again when this returns. What exactly was done, in words. */
  String strike(FaultKind kind) throws IOException, InterruptedException {
    return switch (kind) {
      case WORKER_KILLED -> kill(any(farm.workers()));
      case WORKER_STOPPED -> stop(any(farm.workers()));
      case WORKERS_CUT_OFF -> cut(farm.workersWay());
      case COORDINATOR_KILLED -> kill(any(farm.coordinators()));
      case COORDINATOR_STOPPED -> stop(any(farm.coordinators()));
      case CRASH_POINT -> crash(any(farm.coordinators()));
      case COORDINATORS_CUT_OFF -> cut(farm.coordinatorsWay());
      case BROKER_KILLED -> killBroker(false);
      case JOURNAL_DELETED -> killBroker(true);
      case DATABASE_CRASHED -> {
        farm.postgres().crash();
        yield "";
      }
      case DATABASE_CUT_OFF -> cut(farm.databaseWay());
    };
  }

  private <T> T any(List<T> parts) {
    return parts.get(random.nextInt(parts.size()));
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(most.toMillis()));
  }

  private String kill(RoleProcess process) throws InterruptedException {
    process.kill();
    Thread.sleep(upTo(LONGEST_ABSENCE));
    process.start();
    return process.name();
  }

  private String stop(RoleProcess process) throws InterruptedException {
    // Mostly short.
    Duration time = upTo(upTo(LONGEST_STOP).plusMillis(1));
    process.stop();
    Thread.sleep(time);
    process.go();
    return process.name() + " for " + time.toMillis() + " ms";
  }

  /** Cut at once, cut in the middle of what is said next, or without a word for a while. */
  private String cut(FaultyProxy way) throws InterruptedException {
    int how = random.nextInt(3);
    Duration time = upTo(LONGEST_CUT);
    long bytes = random.nextInt(MOST_BYTES);
    switch (how) {
      case 0 -> way.refuse();
      case 1 -> way.cutAfter(bytes);
      default -> way.stop();
    }
    Thread.sleep(time);
    if (how == 2) {
      way.cut();
    }
    way.heal();
    return switch (how) {
      case 0 -> "refused for " + time.toMillis() + " ms";
      case 1 -> "after " + bytes + " bytes";
      default -> "silent for " + time.toMillis() + " ms";
    };
  }

  private String crash(RoleProcess coordinator) throws IOException, InterruptedException {
    CrashPoint point = any(List.of(CrashPoint.values()));
    int time = 1 + random.nextInt(MOST_TIMES);
    Path file = farm.crashFile(coordinator.name());
    // Renamed, so that it is never read half.
    Path written = Files.writeString(file.resolveSibling("next"), point.text() + ":" + time);
    Files.move(written, file);
    boolean crashed = coordinator.awaitEnd(CRASH_WAIT);
    Files.deleteIfExists(file);
    coordinator.start();
    return "%s at %s:%d%s"
        .formatted(
            coordinator.name(), point.text(), time, crashed ? "" : ", which was not reached");
  }

  private String killBroker(boolean withJournal) throws IOException, InterruptedException {
    farm.broker().kill();
    if (withJournal) {
      farm.broker().deleteJournal();
    }
    Thread.sleep(upTo(LONGEST_ABSENCE));
    farm.broker().start();
    return "";
  }
}
