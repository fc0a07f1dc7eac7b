package dev.reelmill.coordinator.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The FFmpeg that the worker's build unpacks, for making and measuring test media. */
public final class BundledFfmpeg {

  private final Path executable;
  private final Path standIns;

  private BundledFfmpeg(Path executable, Path standIns) {
    this.executable = executable;
    this.standIns = standIns;
  }

  /** Empty if the worker module was not built. */
  public static Optional<BundledFfmpeg> find(Path folder) throws IOException {
    Path unpacked = Path.of("../worker/target/ffmpeg/org/bytedeco/ffmpeg");
    if (!Files.isDirectory(unpacked)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(unpacked)) {
      Optional<Path> found =
          files.filter(file -> file.endsWith("ffmpeg")).filter(Files::isRegularFile).findFirst();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Path executable = found.get().toRealPath();
      for (String program : List.of("ffmpeg", "ffprobe")) {
        if (!executable.resolveSibling(program).toFile().setExecutable(true)) {
          return Optional.empty();
        }
      }
      // it wants the name of a sound library, not what is in it
      Path standIns = Files.createDirectories(folder.resolve("stand-ins"));
      Path libpulse = standIns.resolve("libpulse.so.0");
      if (!Files.exists(libpulse)) {
        Files.createSymbolicLink(libpulse, executable.resolveSibling("libdrm.so.2"));
      }
      return Optional.of(new BundledFfmpeg(executable, standIns));
    }
  }

  /** The program itself; it wants libraries that are beside it. */
  public Path executable() {
    return executable;
  }

  /** Runs ffmpeg; what it says is shown. */
  public void run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(executable.toString(), "-nostdin", "-y", "-v", "error"));
    command.addAll(List.of(arguments));
    int status = builder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("ffmpeg ended with " + status + ": " + command);
    }
  }

  /** What ffprobe prints, line by line. */
  public List<String> probe(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(executable.resolveSibling("ffprobe").toString(), "-v", "error"));
    command.addAll(List.of(arguments));
    Process process = builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    // A reader of manifests that misunderstands one may ask for it for ever.
    process
        .onExit()
        .orTimeout(60, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("ffprobe ended with " + status + ": " + command);
    }
    return output.lines().toList();
  }

  /** Pictures that a full decode of a file or playlist shows. */
  public long frames(Path media) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            executable.resolveSibling("ffprobe").toString(),
            "-v",
            "error",
            "-allowed_extensions",
            "ALL",
            "-select_streams",
            "v:0",
            "-count_frames",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            media.toString());
    List<String> plain = new ArrayList<>(command);
    if (!media.toString().endsWith(".m3u8")) {
      plain.removeAll(List.of("-allowed_extensions", "ALL"));
    }
    Process process = builder(plain).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return Long.parseLong(output.lines().findFirst().orElse("-1").replaceAll("[^0-9-]", ""));
  }

  /** A picture with motion, B-frames and a keyframe every four seconds, and a tone. */
  public Path clip(Path file, int width, int height, int seconds)
      throws IOException, InterruptedException {
    run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=%dx%d:r=25:d=%d".formatted(width, height, seconds),
        "-f",
        "lavfi",
        "-i",
        "sine=d=" + seconds,
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-g",
        "100",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        file.toString());
    return file;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LD_LIBRARY_PATH", executable.getParent() + ":" + standIns);
    return builder;
  }
}
