package dev.reelmill.worker.ffmpeg;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The devices by which programs reach the graphics cards of this machine. */
final class GraphicsCards {

  private static final Path DEVICES = Path.of("/dev");

  private GraphicsCards() {}

  /** Those of NVIDIA's driver; none without one. */
  static List<Path> devices() {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(DEVICES, "nvidia*")) {
      List<Path> devices = new ArrayList<>();
      found.forEach(devices::add);
      return devices.stream().sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
