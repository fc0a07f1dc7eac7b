package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.worker.ffmpeg.arguments.InputLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which FFmpeg runs, and within which bounds.
 *
 * @param path folder or executable of another FFmpeg; absent for the bundled one
 * @param sandbox the level that is wanted
 * @param gpu whether it may use graphics cards
 * @param maxPixels of one picture
 * @param maxStreams of one file
 * @param maxDuration of one source
 * @param memoryBytes address space of one process
 * @param outputBytes the largest file that one process may write
 * @param timeLimit of one process, in wall-clock time and in CPU time
 * @param stallLimit how long a process may show no new frame
 */
public record FfmpegSettings(
    @Nullable Path path,
    SandboxChoice sandbox,
    boolean gpu,
    long maxPixels,
    int maxStreams,
    Duration maxDuration,
    long memoryBytes,
    long outputBytes,
    Duration timeLimit,
    Duration stallLimit) {

  public static final Setting<Path> PATH =
      Setting.path(
          "ffmpeg.path", null, "Folder or executable of another FFmpeg than the bundled one");
  public static final Setting<SandboxChoice> SANDBOX =
      Setting.choice(
          "ffmpeg.sandbox",
          "auto",
          SandboxChoice.class,
          "How FFmpeg is locked in; auto takes the best level that works here");
  public static final Setting<Boolean> GPU =
      Setting.flag(
          "ffmpeg.gpu",
          "false",
          "Whether FFmpeg may use NVIDIA's cards; the worker then tries their encoders, and tells the"
              + " farm which work. The driver wants ffmpeg.memory raised by the memory of host and"
              + " cards");
  public static final Setting<Integer> MAX_PIXELS =
      Setting.number(
          "ffmpeg.max-megapixels", "70", 1, 1000, "Millions of pixels that a picture may have");
  public static final Setting<Integer> MAX_STREAMS =
      Setting.number("ffmpeg.max-streams", "64", 1, 1000, "Streams that a source may have");
  public static final Setting<Duration> MAX_DURATION =
      Setting.duration("ffmpeg.max-duration", "12h", "How long a source may play");
  public static final Setting<Long> MEMORY =
      Setting.size("ffmpeg.memory", "8G", "Address space that one FFmpeg process may use");
  public static final Setting<Long> OUTPUT_SIZE =
      Setting.size("ffmpeg.output-size", "8G", "The largest file that one FFmpeg may write");
  public static final Setting<Duration> TIME_LIMIT =
      Setting.duration(
          "ffmpeg.time-limit", "1h", "Wall-clock and CPU time that one FFmpeg process may take");
  public static final Setting<Duration> STALL_LIMIT =
      Setting.duration(
          "ffmpeg.stall-limit", "60s", "How long an FFmpeg process may show no new frame");

  public static final List<Setting<?>> ALL =
      List.of(
          PATH,
          SANDBOX,
          GPU,
          MAX_PIXELS,
          MAX_STREAMS,
          MAX_DURATION,
          MEMORY,
          OUTPUT_SIZE,
          TIME_LIMIT,
          STALL_LIMIT);

  public static FfmpegSettings from(Settings settings) {
    return new FfmpegSettings(
        settings.find(PATH).orElse(null),
        settings.get(SANDBOX),
        settings.get(GPU),
        settings.get(MAX_PIXELS) * 1_000_000L,
        settings.get(MAX_STREAMS),
        settings.get(MAX_DURATION),
        settings.get(MEMORY),
        settings.get(OUTPUT_SIZE),
        settings.get(TIME_LIMIT),
        settings.get(STALL_LIMIT));
  }

  /** What every input is opened with. */
  public InputLimits inputLimits() {
    return new InputLimits(maxPixels, memoryBytes / 4, timeLimit);
  }
}
