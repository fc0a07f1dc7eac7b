package dev.reelmill.coordinator.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The FFmpeg that the worker's build unpacks, for making test media. */
final class PreviewFfmpeg {

  private final Path executable;
  private final Path standIns;

  private PreviewFfmpeg(Path executable, Path standIns) {
    this.executable = executable;
    this.standIns = standIns;
  }

  /** Empty if the worker module was not built. */
  static Optional<PreviewFfmpeg> find(Path folder) throws IOException {
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
      if (!executable.toFile().setExecutable(true)) {
        return Optional.empty();
      }
      // it wants the name of a sound library, not what is in it
      Path standIns = Files.createDirectories(folder.resolve("stand-ins"));
      Path libpulse = standIns.resolve("libpulse.so.0");
      if (!Files.exists(libpulse)) {
        Files.createSymbolicLink(libpulse, executable.resolveSibling("libdrm.so.2"));
      }
      return Optional.of(new PreviewFfmpeg(executable, standIns));
    }
  }

  void run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(executable.toString(), "-nostdin", "-y", "-v", "error"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("LD_LIBRARY_PATH", executable.getParent() + ":" + standIns);
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException("ffmpeg ended with " + status + ": " + command);
    }
  }
}
