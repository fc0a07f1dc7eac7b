package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Chooses the sandbox by starting FFmpeg in each, best first, until one works. */
final class SandboxTrial {

  private final Function<List<String>, RunResult> run;
  private final Function<Sandbox, RunResult> version;

  /**
   * @param run runs a bare command
   * @param version runs {@code ffmpeg -version} inside a sandbox
   */
  SandboxTrial(Function<List<String>, RunResult> run, Function<Sandbox, RunResult> version) {
    this.run = run;
    this.version = version;
  }

  /**
   * Chooses.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if the wanted level does not work here
   */
  Sandbox choose(SandboxChoice wanted) {
    boolean setpriv = works(List.of("setpriv", "--pdeathsig", "KILL", "--", "true"));
    boolean prlimit = works(List.of("prlimit", "--core=0", "--", "true"));
    List<String> reasons = new ArrayList<>();
    for (SandboxLevel level : levels(wanted)) {
      Sandbox sandbox = new Sandbox(level, String.join("; ", reasons), setpriv, prlimit);
      String problem = problem(sandbox);
      if (problem.isEmpty()) {
        return sandbox;
      }
      reasons.add(level.name().toLowerCase(java.util.Locale.ROOT) + ": " + problem);
    }
    throw new ReelmillException(
        FailureCode.INVALID,
        "FFmpeg does not run in the sandbox that ffmpeg.sandbox asks for: "
            + String.join("; ", reasons));
  }

  private static List<SandboxLevel> levels(SandboxChoice wanted) {
    return switch (wanted) {
      case AUTO -> List.of(SandboxLevel.values());
      case BUBBLEWRAP -> List.of(SandboxLevel.BUBBLEWRAP);
      case UNSHARE -> List.of(SandboxLevel.UNSHARE);
      case LIMITS -> List.of(SandboxLevel.LIMITS);
    };
  }

  private String problem(Sandbox sandbox) {
    try {
      RunResult result = version.apply(sandbox);
      return result.succeeded() ? "" : result.words();
    } catch (ReelmillException e) {
      return e.getCause() == null ? String.valueOf(e.getMessage()) : "not installed";
    }
  }

  private boolean works(List<String> command) {
    try {
      return run.apply(command).succeeded();
    } catch (ReelmillException e) {
      return false;
    }
  }
}
