package dev.reelmill.coordinator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CPU time of process trees, from {@code /proc/PID/stat} (proc(5)): user and system time of each
 * process that lives. FFmpeg's is not in it: sandboxes end without passing the time of their
 * children on, so that is what each attempt reports.
 */
final class CpuMeter {

  /** USER_HZ, the same on every Linux of today. */
  private static final int TICKS_PER_SECOND = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private CpuMeter() {}

  /** Of these processes, with all that descend from them. */
  static Duration of(Stream<ProcessHandle> roots) {
    Set<Long> pids = new HashSet<>();
    roots.forEach(
        root -> {
          pids.add(root.pid());
          root.descendants().forEach(child -> pids.add(child.pid()));
        });
    long ticks = pids.stream().mapToLong(CpuMeter::ticks).sum();
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  private static long ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name in parentheses may contain anything; the fields begin behind it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = UTIME; i <= STIME; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks;
    } catch (IOException e) {
      // It has ended.
      return 0;
    }
  }
}
