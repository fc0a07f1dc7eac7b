package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The archive of a release that is as this one, but for its version. */
final class NextRelease {

  /** What it calls itself. */
  static final String VERSION = "99.0.0";

  private NextRelease() {}

  /**
   * Packs it.
   *
   * @param archive this release
   * @param folder where it goes
   */
  static Path pack(Path archive, Path folder) throws IOException, InterruptedException {
    Path made = Files.createDirectories(folder.resolve("reelmill-" + VERSION));
    Commands.run("tar", "-xf", "" + archive, "--strip-components=1", "-C", "" + made);
    for (String jar : List.of("coordinator", "worker")) {
      rename(made.resolve(jar).resolve("reelmill-" + jar + ".jar"));
    }
    // Else each host would make caches of classes first, as this one did.
    Files.copy(
        Path.of(System.getProperty("java.home"), "release"), made.resolve("coordinator/trained"));
    Path packed = folder.resolve("next.tar");
    Commands.run("tar", "-cf", "" + packed, "-C", "" + folder, made.getFileName().toString());
    return packed;
  }

  private static void rename(Path jar) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Path file = inside.getPath("META-INF", "MANIFEST.MF");
      Manifest manifest;
      try (InputStream in = Files.newInputStream(file)) {
        manifest = new Manifest(in);
      }
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, VERSION);
      try (OutputStream out = Files.newOutputStream(file)) {
        manifest.write(out);
      }
    }
  }
}
