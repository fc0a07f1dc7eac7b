package dev.reelmill.coordinator.cli;

import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.LogSettings.LogFormat;
import dev.reelmill.common.log.LogSettings.LogLevel;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.bench.DispatchBench;
import dev.reelmill.coordinator.bench.DispatchReport;
import dev.reelmill.coordinator.bench.DispatchShape;
import dev.reelmill.coordinator.farm.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what an order costs besides its work. */
@Command(
    name = "dispatch",
    description = {
      "Orders from the backlog to their accepted results, over a PostgreSQL, a broker, a"
          + " coordinator and workers of their own that have nothing to encode; and db-scheduler on"
          + " the same PostgreSQL in turn, with tasks that are like orders (ranked, with a body,"
          + " their results stored) and with tasks that do nothing.",
      "Every backlog is measured with the first number of consumers, every further number of"
          + " consumers with the first backlog."
    })
final class BenchDispatchCommand implements Callable<Integer> {

  private static final List<Integer> FULL_BACKLOGS = List.of(10_000, 100_000, 1_000_000);
  private static final List<Integer> FULL_CONSUMERS = List.of(100, 10, 1000);

  @Spec private CommandSpec spec;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      split = ",",
      defaultValue = "10000,100000",
      description = "Orders that wait (default: ${DEFAULT-VALUE}).")
  private List<Integer> backlogs = List.of();

  @Option(
      names = "--consumers",
      paramLabel = "N",
      split = ",",
      defaultValue = "100",
      description = "Orders that workers take at once (default: ${DEFAULT-VALUE}).")
  private List<Integer> consumers = List.of();

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Orders that are counted, of each backlog (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of everything, one after the other (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--full",
      description = "Backlogs of 10000, 100000 and 1000000; 100, 10 and 1000 consumers.")
  private boolean full;

  @Option(names = "--without-peer", description = "Leave db-scheduler out.")
  private boolean withoutPeer;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep the farm's folder, with its logs, here.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Logging.configure(new LogSettings(LogLevel.ERROR, LogFormat.TEXT));
    PrintWriter out = spec.commandLine().getOut();
    boolean withPeer = !withoutPeer && DispatchBench.hasPeer();
    if (!withoutPeer && !withPeer) {
      out.println("db-scheduler is left out: it is built with the tests, and was not.");
    }
    try (Interruption interruption = new Interruption()) {
      Path folder =
          keep == null
              ? Files.createTempDirectory("reelmill-bench-")
              : Files.createDirectories(keep.toAbsolutePath());
      try (DispatchBench bench = new DispatchBench(folder.resolve("data"), withPeer)) {
        DispatchReport report = new DispatchReport();
        out.println(report.head());
        for (int round = 0; round < rounds; round++) {
          for (DispatchShape shape : shapes()) {
            out.println(report.line(bench.run(shape)));
            out.flush();
          }
        }
        report.summary().forEach(out::println);
        out.flush();
      } finally {
        if (keep == null) {
          Folders.delete(folder);
        }
      }
    }
    return 0;
  }

  private List<DispatchShape> shapes() {
    List<Integer> sizes = full ? FULL_BACKLOGS : backlogs;
    List<Integer> takers = full ? FULL_CONSUMERS : consumers;
    List<DispatchShape> shapes = new ArrayList<>();
    sizes.forEach(size -> shapes.add(new DispatchShape(size, takers.getFirst(), orders)));
    takers.stream()
        .skip(1)
        .forEach(taker -> shapes.add(new DispatchShape(sizes.getFirst(), taker, orders)));
    return shapes;
  }
}
