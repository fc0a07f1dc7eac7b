package dev.reelmill.coordinator.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How a farm took what was done to it.
 *
 * @param videos that went through meanwhile
 * @param acceptances results that were accepted
 * @param vain attempts that were not, as something happened to them
 * @param complaints what was not as in the run without faults; empty if all is well
 */
public record FaultsReport(
    FaultsOptions options,
    List<Strike> strikes,
    int videos,
    long acceptances,
    long vain,
    Duration took,
    List<String> complaints) {

  public FaultsReport {
    strikes = List.copyOf(strikes);
    complaints = List.copyOf(complaints);
  }

  /** A table of the kinds of fault, a line about the whole, and what is wrong, if anything is. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("| Fault | Times | Recovery: median | Longest |\n|---|---:|---:|---:|\n");
    for (FaultKind kind : FaultKind.values()) {
      List<Strike> ofKind = strikes.stream().filter(strike -> strike.kind() == kind).toList();
      List<Duration> recoveries =
          ofKind.stream().map(Strike::recovery).filter(Objects::nonNull).sorted().toList();
      if (!ofKind.isEmpty()) {
        boolean none = recoveries.isEmpty();
        text.append(
            "| %s | %d | %s | %s |%n"
                .formatted(
                    kind.words(),
                    ofKind.size(),
                    none ? "–" : seconds(recoveries.get(recoveries.size() / 2)),
                    none ? "–" : seconds(recoveries.getLast())));
      }
    }
    text.append(
        "%n%d faults with seed %d in %d s: %d videos published, %d results accepted, %d attempts in vain.%n"
            .formatted(
                strikes.size(), options.seed(), took.toSeconds(), videos, acceptances, vain));
    text.append(
        complaints.isEmpty()
            ? "All outputs are byte for byte those of the run without faults; nothing is"
                + " unfinished, accepted twice, unreferenced or left over.\n"
            : String.join("\n", complaints) + "\n");
    return text.toString();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
