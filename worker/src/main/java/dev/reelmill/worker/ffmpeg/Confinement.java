package dev.reelmill.worker.ffmpeg;

import java.nio.file.Path;
import java.util.List;

/**
 * What a process may touch.
 *
 * @param readable files and folders that it sees read-only
 * @param writable folders that it may write to
 * @param devices of /dev that it may use besides the usual ones
 * @param root whether this program runs as root, which needs no user namespace of its own
 */
record Confinement(List<Path> readable, List<Path> writable, List<Path> devices, boolean root) {

  Confinement {
    readable = List.copyOf(readable);
    writable = List.copyOf(writable);
    devices = List.copyOf(devices);
  }
}
