package dev.reelmill.coordinator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code reelmill faults}. */
@Tag("long")
class FaultsIT {

  private static final int KILLS = 12;
  private static final long SEED = 5;

  @TempDir Path folder;

  @Test
  void a_farm_that_is_broken_at_random_loses_nothing_and_does_nothing_twice() throws Exception {
    FaultsReport report =
        new Faults(new FaultsOptions(folder, KILLS, SEED), System.out::println).run();

    assertThat(report.strikes()).hasSize(KILLS);
    assertThat(report.complaints()).as(report.text()).isEmpty();
  }
}
