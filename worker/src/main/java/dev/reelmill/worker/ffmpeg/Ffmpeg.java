package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.worker.ffmpeg.Processes.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** FFmpeg, found, mended and locked in; runs ffmpeg and ffprobe. Thread-safe. */
public final class Ffmpeg {

  private static final Logger log = LoggerFactory.getLogger(Ffmpeg.class);
  private static final Duration TRIAL_TIME = Duration.ofSeconds(20);

  private final FfmpegSettings settings;
  private final Processes processes;
  private final Installation installation;
  private final Path folder;
  private final Sandbox sandbox;
  private final boolean root;

  private Ffmpeg(
      FfmpegSettings settings,
      Processes processes,
      Installation installation,
      Sandbox sandbox,
      Path folder) {
    this.folder = folder;
    this.settings = settings;
    this.processes = processes;
    this.installation = installation;
    this.sandbox = sandbox;
    this.root = isRoot();
  }

  /**
   * Finds FFmpeg and tries out which sandbox works.
   *
   * @param folder private to this program, for as long as it runs
   * @throws ReelmillException if there is no FFmpeg that starts, or not in the wanted sandbox
   */
  public static Ffmpeg open(FfmpegSettings settings, Path folder) {
    Processes processes = new Processes();
    Installation found = Installation.locate(settings.path());
    LibraryMending mending =
        new LibraryMending(
            candidate ->
                bare(processes, candidate, folder, List.of("" + candidate.ffmpeg(), "-version")));
    Installation installation = mending.mend(found, folder.resolve("libraries"));
    SandboxTrial trial =
        new SandboxTrial(
            command -> bare(processes, installation, folder, command),
            sandbox ->
                new Ffmpeg(settings, processes, installation, sandbox, folder)
                    .ffmpeg(
                        List.of("-version"),
                        new Place(folder, List.of()),
                        settings(settings).within(TRIAL_TIME),
                        new RunControl(),
                        line -> {}));
    Sandbox sandbox = trial.choose(settings.sandbox());
    log.info(
        "FFmpeg {} in sandbox {}{}",
        installation.ffmpeg(),
        sandbox.level(),
        sandbox.reason().isEmpty() ? "" : " (" + sandbox.reason() + ")");
    return new Ffmpeg(settings, processes, installation, sandbox, folder);
  }

  /**
   * Where a process works.
   *
   * @param scratch the one folder that it may write to, and runs in
   * @param inputs files that it may read besides
   */
  public record Place(Path scratch, List<Path> inputs) {
    public Place {
      inputs = List.copyOf(inputs);
    }
  }

  /** Runs ffmpeg; see {@link Processes#run} for what is thrown. */
  public RunResult ffmpeg(
      List<String> arguments,
      Place place,
      ProcessLimits limits,
      RunControl control,
      Consumer<String> output) {
    return run(installation.ffmpeg(), arguments, place, limits, control, output);
  }

  /** Runs ffprobe, giving each line that it prints to {@code output}. */
  public RunResult ffprobe(
      List<String> arguments,
      Place place,
      ProcessLimits limits,
      RunControl control,
      Consumer<String> output) {
    return run(installation.ffprobe(), arguments, place, limits, control, output);
  }

  public FfmpegSettings settings() {
    return settings;
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public Path path() {
    return installation.ffmpeg();
  }

  /** What {@code ffmpeg -version} calls itself. */
  public String version() {
    List<String> lines = ask("-version");
    return lines.isEmpty() ? "unknown" : lines.getFirst().replaceFirst(" Copyright.*", "");
  }

  /** Names of all encoders that are built in. */
  public List<String> encoders() {
    return ask("-encoders").stream()
        .map(line -> line.trim().split("\\s+", 3))
        .filter(words -> words.length > 1)
        .map(words -> words[1])
        .toList();
  }

  private List<String> ask(String question) {
    List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
    ffmpeg(
        List.of("-hide_banner", question),
        new Place(folder, List.of()),
        limits().within(TRIAL_TIME),
        new RunControl(),
        lines::add);
    return List.copyOf(lines);
  }

  /** The limits that hold where nothing else is said. */
  public ProcessLimits limits() {
    return settings(settings);
  }

  private RunResult run(
      Path program,
      List<String> arguments,
      Place place,
      ProcessLimits limits,
      RunControl control,
      Consumer<String> output) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    List<Path> readable =
        Stream.concat(installation.libraries().stream(), place.inputs().stream())
            .filter(path -> path.toFile().exists())
            .distinct()
            .toList();
    Confinement confinement =
        new Confinement(
            readable,
            List.of(place.scratch()),
            settings.gpu() ? GraphicsCards.devices() : List.of(),
            root);
    Start start =
        new Start(
            String.valueOf(program.getFileName()),
            sandbox.wrap(command, confinement, limits),
            installation.environment(),
            place.scratch());
    return processes.run(start, limits, control, output);
  }

  private static RunResult bare(
      Processes processes, Installation installation, Path folder, List<String> command) {
    return processes.run(
        new Start(command.getFirst(), command, installation.environment(), folder),
        new ProcessLimits(TRIAL_TIME, TRIAL_TIME, Long.MAX_VALUE, Long.MAX_VALUE),
        new RunControl(),
        line -> {});
  }

  private static ProcessLimits settings(FfmpegSettings settings) {
    return new ProcessLimits(
        settings.timeLimit(),
        settings.stallLimit(),
        settings.memoryBytes(),
        settings.outputBytes());
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
