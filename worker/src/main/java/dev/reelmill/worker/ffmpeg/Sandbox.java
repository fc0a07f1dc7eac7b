package dev.reelmill.worker.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * The lock-in that was chosen at start.
 *
 * @param level the best that worked, or the one that was asked for
 * @param reason why not a better one; empty if it is the best
 * @param setpriv whether util-linux's {@code setpriv} is here and knows {@code --pdeathsig}
 * @param prlimit whether util-linux's {@code prlimit} is here
 */
public record Sandbox(SandboxLevel level, String reason, boolean setpriv, boolean prlimit) {

  private static final int OPEN_FILES = 256;

  /** The whole command: lifeline, limits, sandbox, then the program and its arguments. */
  List<String> wrap(List<String> command, Confinement confinement, ProcessLimits limits) {
    List<String> words = new ArrayList<>();
    if (setpriv) {
      // When this JVM is killed without a chance to clean up, the kernel kills the child.
      words.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    }
    if (prlimit) {
      words.add("prlimit");
      words.add("--as=" + limits.memoryBytes());
      words.add("--fsize=" + limits.fileBytes());
      words.add("--cpu=" + limits.wall().plusSeconds(5).toSeconds());
      words.add("--nofile=" + OPEN_FILES);
      words.add("--core=0");
      words.add("--");
    }
    words.addAll(level.prefix(confinement));
    words.addAll(command);
    return List.copyOf(words);
  }
}
