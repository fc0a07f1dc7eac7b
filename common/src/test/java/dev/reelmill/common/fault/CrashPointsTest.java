package dev.reelmill.common.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashPointsTest {

  private final AtomicInteger halted = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void there_are_enough_of_them_and_each_has_a_name_of_its_own() {
    assertThat(CrashPoint.values()).hasSizeGreaterThanOrEqualTo(25);
    assertThat(Stream.of(CrashPoint.values()).map(CrashPoint::text)).doesNotHaveDuplicates();
    assertThat(CrashPoint.of("outbox-sent")).contains(CrashPoint.OUTBOX_SENT);
  }

  @Test
  void without_the_property_nothing_happens() {
    for (CrashPoint point : CrashPoint.values()) {
      CrashPoints.reached(point);
    }
  }

  @Test
  void halts_at_the_wanted_time_of_the_wanted_point_only() {
    Crash crash = new Crash("outbox-sent:2", halted::incrementAndGet);

    crash.reached(CrashPoint.OUTBOX_SENT);
    crash.reached(CrashPoint.OUTBOX_TAKEN);
    assertThat(halted).hasValue(0);

    crash.reached(CrashPoint.OUTBOX_SENT);
    assertThat(halted).hasValue(1);
  }

  @Test
  void a_file_may_name_a_point_later_and_is_used_up() throws Exception {
    Path file = folder.resolve("crash-at");
    Crash crash = new Crash("@" + file, halted::incrementAndGet);
    crash.reached(CrashPoint.SWEEP_BEGUN);
    assertThat(halted).hasValue(0);

    Files.writeString(file, "sweep-begun\n");
    crash.reached(CrashPoint.SWEEP_BEGUN);

    assertThat(halted).hasValue(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void a_point_that_does_not_exist_is_refused() {
    assertThatThrownBy(() -> CrashOrder.of("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> CrashOrder.of("outbox-sent:0"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
