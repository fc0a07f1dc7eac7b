package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How far a process is, from the lines of {@code -progress pipe:1}; any other line on stdout counts
 * as progress too. Thread-safe.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg.html#Main-options">ffmpeg -progress</a>
 */
final class Watch {

  private final ProcessLimits limits;
  private final long started = System.nanoTime();
  private volatile long moved = started;
  private volatile long frames;
  private volatile String place = "";
  private volatile Duration sampledCpu = Duration.ZERO;

  Watch(ProcessLimits limits) {
    this.limits = limits;
  }

  void hear(String line, RunControl control, Consumer<String> output) {
    if (line.startsWith("frame=")) {
      long now = Long.parseLong(line.substring("frame=".length()).trim());
      if (now > frames) {
        frames = now;
        control.progress(now);
        moved = System.nanoTime();
      }
    } else if (line.startsWith("out_time_us=")) {
      if (!line.equals(place)) {
        place = line;
        moved = System.nanoTime();
      }
    } else if (!isProgressKey(line)) {
      moved = System.nanoTime();
      output.accept(line);
    }
  }

  private static boolean isProgressKey(String line) {
    return Stream.of(
            "fps=",
            "stream_",
            "bitrate=",
            "total_size=",
            "out_time",
            "dup_frames=",
            "drop_frames=",
            "speed=",
            "progress=",
            "elapsed=")
        .anyMatch(line::startsWith);
  }

  /** Remembers CPU time while the process can still be asked. */
  void sample(Process process) {
    Duration cpu =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .flatMap(handle -> handle.info().totalCpuDuration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    if (cpu.compareTo(sampledCpu) > 0) {
      sampledCpu = cpu;
    }
  }

  /** What the process itself reported at its end, or the last sample of one that was killed. */
  Duration cpu(Duration reported) {
    return reported.isZero() ? sampledCpu : reported;
  }

  /** The limit that is exceeded. */
  Optional<FailureCode> exceeded() {
    long now = System.nanoTime();
    if (now - started > limits.wall().toNanos()) {
      return Optional.of(FailureCode.TIME_LIMIT);
    }
    return now - moved > limits.stall().toNanos()
        ? Optional.of(FailureCode.ENCODER_HUNG)
        : Optional.empty();
  }

  long frames() {
    return frames;
  }

  Duration age() {
    return Duration.ofSeconds(Duration.ofNanos(System.nanoTime() - started).toSeconds());
  }
}
