package dev.reelmill.coordinator.bench;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.faults.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * db-scheduler on the same PostgreSQL: with tasks that do nothing, and with tasks that are like
 * orders. It is no part of this program: the class that runs it is compiled with the tests, and the
 * launcher has that done.
 */
final class Peer {

  private static final String MAIN = "dev.reelmill.coordinator.bench.DbSchedulerPeer";
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final DispatchFarm farm;

  Peer(DispatchFarm farm) {
    this.farm = farm;
  }

  /** Whether it was built. */
  static boolean isBuilt() {
    return Files.isDirectory(target().resolve("bench-peer"));
  }

  private static Path target() {
    return Path.of(System.getProperty("reelmill.home", "."), "coordinator", "target")
        .toAbsolutePath();
  }

  /** Tasks a second that do nothing, in one scheduler with a thread for each consumer. */
  double idle(DispatchShape shape) throws IOException {
    return perSecond(shape, 1, "");
  }

  /**
   * Tasks a second that are ranked, have the body of an order, store a result and count a job down,
   * in a scheduler for each worker with a thread for each of its slots.
   */
  double alike(DispatchShape shape) throws IOException {
    return perSecond(shape, shape.workers(), WaitingBacklog.bodyText());
  }

  private double perSecond(DispatchShape shape, int schedulers, String body) throws IOException {
    Path log = farm.log("peer");
    Files.deleteIfExists(log);
    try (RoleProcess process = farm.process("peer", command(shape, schedulers, body), Map.of())) {
      process.start();
      process.awaitEnd(PATIENCE);
      List<String> lines = Files.readAllLines(log);
      return lines.stream()
          .filter(line -> line.startsWith("{"))
          .mapToDouble(line -> Json.tree(line).path("perSecond").asDouble())
          .findFirst()
          .orElseThrow(
              () ->
                  new ReelmillException(
                      FailureCode.INTERNAL,
                      "db-scheduler did not end well: " + String.join("\n", lines)));
    }
  }

  private List<String> command(DispatchShape shape, int schedulers, String body) {
    DatabaseSettings database = farm.databaseSettings();
    Path target = target();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx1g",
        "-cp",
        target.resolve("test-classes")
            + ":"
            + target.resolve("bench-peer")
            + "/*:"
            + target.resolve("lib")
            + "/*",
        MAIN,
        database.url(),
        database.user(),
        database.password(),
        Integer.toString(shape.backlog()),
        Integer.toString(shape.uncounted()),
        Integer.toString(shape.counted()),
        Integer.toString(shape.consumers()),
        Integer.toString(schedulers),
        body);
  }
}
