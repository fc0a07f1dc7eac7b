package dev.reelmill.coordinator.faults;

import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A second of very small pictures, with a tone: as cheap to encode as a video can be. */
final class TinyClip {

  private TinyClip() {}

  /** Makes it, unless it is there. */
  static Path in(Path folder) throws IOException, InterruptedException {
    return in(folder, 1);
  }

  static Path in(Path folder, int seconds) throws IOException, InterruptedException {
    Path clip = folder.resolve("tiny-" + seconds + ".mp4");
    return Files.exists(clip)
        ? clip
        : BundledFfmpeg.find(folder).orElseThrow().clip(clip, 64, 36, seconds);
  }
}
