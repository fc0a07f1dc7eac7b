package dev.reelmill.worker.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/** How FFmpeg is locked in, best first. */
public enum SandboxLevel {
  /** Own namespaces, and no file but the input and the scratch folder. */
  BUBBLEWRAP {
    @Override
    List<String> prefix(Confinement confinement) {
      List<String> words =
          new ArrayList<>(List.of("bwrap", "--unshare-all", "--die-with-parent", "--new-session"));
      words.addAll(List.of("--ro-bind", "/usr", "/usr"));
      for (String folder : List.of("/lib", "/lib64", "/bin", "/etc/ld.so.cache")) {
        words.addAll(List.of("--ro-bind-try", folder, folder));
      }
      words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
      confinement.devices().forEach(p -> words.addAll(List.of("--dev-bind", "" + p, "" + p)));
      confinement.readable().forEach(p -> words.addAll(List.of("--ro-bind", "" + p, "" + p)));
      confinement.writable().forEach(p -> words.addAll(List.of("--bind", "" + p, "" + p)));
      words.add("--");
      return words;
    }
  },
  /** No network, no view of other processes; files as this user sees them. */
  UNSHARE {
    @Override
    List<String> prefix(Confinement confinement) {
      List<String> words = new ArrayList<>(List.of("unshare", "--net", "--ipc", "--pid"));
      if (!confinement.root()) {
        words.addAll(List.of("--user", "--map-current-user"));
      }
      words.addAll(List.of("--fork", "--kill-child=KILL", "--"));
      return words;
    }
  },
  /** Limits on memory, files and time only. */
  LIMITS {
    @Override
    List<String> prefix(Confinement confinement) {
      return List.of();
    }
  };

  /** What is put before the command. */
  abstract List<String> prefix(Confinement confinement);
}
