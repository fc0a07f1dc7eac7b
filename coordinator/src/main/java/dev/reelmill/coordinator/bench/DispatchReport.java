package dev.reelmill.coordinator.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a bench of dispatch found, as lines of text. */
public final class DispatchReport {

  private final List<DispatchRun> runs = new ArrayList<>();

  public String head() {
    return "  backlog consumers  orders/s   wall    CPU (database broker coordinator workers)"
        + "  in SQL   broker heap  hints  db-scheduler: like orders          doing nothing";
  }

  /** Takes a run, and says it in a line; times are milliseconds an order. */
  public String line(DispatchRun run) {
    runs.add(run);
    return String.format(
        Locale.ROOT,
        "%9d %9d %9.0f %6.3f %6.3f (%8.3f %6.3f %11.3f %7.3f) %7.3f %8.1f MiB %6d  %26s %22s",
        run.shape().backlog(),
        run.shape().consumers(),
        run.perSecond(),
        run.wallEach(),
        run.cpuEach(),
        run.cpuEach("database"),
        run.cpuEach("broker"),
        run.cpuEach("coordinator"),
        run.cpuEach("workers"),
        run.databaseEach(),
        run.brokerHeap() / (double) (1 << 20),
        run.mostHints(),
        ratio(run, run.peer()),
        ratio(run, run.idlePeer()));
  }

  private static String ratio(DispatchRun run, @Nullable Double peer) {
    return peer == null
        ? "left out"
        : String.format(Locale.ROOT, "%.0f/s, × %.2f", peer, run.perSecond() / peer);
  }

  /** What the runs say together. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    int usual = runs.getFirst().shape().consumers();
    int least = backlogs(usual).getFirst();
    int most = backlogs(usual).getLast();
    if (most > least) {
      lines.add(
          String.format(
              Locale.ROOT,
              "an order at %d to one at %d: wall × %.2f, CPU × %.2f, SQL × %.2f, broker heap × %.2f",
              most,
              least,
              ratio(usual, least, most, DispatchRun::wallEach),
              ratio(usual, least, most, DispatchRun::cpuEach),
              ratio(usual, least, most, DispatchRun::databaseEach),
              ratio(usual, least, most, run -> (double) run.brokerHeap())));
    }
    ahead("db-scheduler's tasks that are like orders", DispatchRun::peer).ifPresent(lines::add);
    ahead("db-scheduler's tasks that do nothing", DispatchRun::idlePeer).ifPresent(lines::add);
    return lines;
  }

  private Optional<String> ahead(String of, Function<DispatchRun, @Nullable Double> peer) {
    double[] ahead =
        runs.stream()
            .flatMap(
                run ->
                    Optional.ofNullable(peer.apply(run)).map(its -> run.perSecond() / its).stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return ahead.length == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "orders to %s: × %.2f in the middle (%.2f to %.2f)",
                of,
                ahead[ahead.length / 2],
                ahead[0],
                ahead[ahead.length - 1]));
  }

  private List<Integer> backlogs(int consumers) {
    return runs.stream()
        .filter(run -> run.shape().consumers() == consumers)
        .map(run -> run.shape().backlog())
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private double ratio(int consumers, int least, int most, ToDoubleFunction<DispatchRun> figure) {
    return median(consumers, most, figure) / median(consumers, least, figure);
  }

  private double median(int consumers, int backlog, ToDoubleFunction<DispatchRun> figure) {
    double[] figures =
        runs.stream()
            .filter(run -> run.shape().consumers() == consumers)
            .filter(run -> run.shape().backlog() == backlog)
            .mapToDouble(figure)
            .sorted()
            .toArray();
    return figures[figures.length / 2];
  }
}
