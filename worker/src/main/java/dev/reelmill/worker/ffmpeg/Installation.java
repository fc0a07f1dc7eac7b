package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one FFmpeg.
 *
 * @param ffmpeg its executable
 * @param ffprobe its executable
 * @param libraries folders that the dynamic linker has to search; none for one of the system
 */
record Installation(Path ffmpeg, Path ffprobe, List<Path> libraries) {

  private static final String BUNDLE = "org/bytedeco/ffmpeg/";

  Installation {
    libraries = List.copyOf(libraries);
  }

  /**
   * The FFmpeg that was asked for, or the bundled one: under the launcher's {@code reelmill.home},
   * or beside this program's own classes.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is none
   */
  static Installation locate(@Nullable Path asked) {
    if (asked != null) {
      return at(asked);
    }
    List<Path> candidates = candidates();
    return candidates.stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("ffmpeg")))
        .findFirst()
        .map(Installation::bundled)
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.INVALID,
                    "no FFmpeg in "
                        + candidates
                        + ". Build the worker, or name one with ffmpeg.path."));
  }

  Map<String, String> environment() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    if (libraries.isEmpty()) {
      return Map.of("PATH", path, "LC_ALL", "C");
    }
    String joined = String.join(":", libraries.stream().map(Path::toString).toList());
    return Map.of("PATH", path, "LC_ALL", "C", "LD_LIBRARY_PATH", joined);
  }

  /** The same, with one more folder of libraries. */
  Installation with(Path folder) {
    List<Path> more = new ArrayList<>(libraries);
    more.add(folder);
    return new Installation(ffmpeg, ffprobe, more);
  }

  private static Installation at(Path asked) {
    Path ffmpeg = Files.isDirectory(asked) ? asked.resolve("ffmpeg") : asked;
    Path ffprobe = ffmpeg.resolveSibling("ffprobe");
    for (Path program : List.of(ffmpeg, ffprobe)) {
      if (!Files.isExecutable(program)) {
        throw new ReelmillException(
            FailureCode.INVALID, "ffmpeg.path: " + program + " is not an executable file");
      }
    }
    Path folder = ffmpeg.toAbsolutePath().getParent();
    return new Installation(
        ffmpeg.toAbsolutePath(),
        ffprobe.toAbsolutePath(),
        folder == null ? List.of() : List.of(folder));
  }

  private static Installation bundled(Path folder) {
    for (String name : List.of("ffmpeg", "ffprobe")) {
      if (!folder.resolve(name).toFile().setExecutable(true)
          && !Files.isExecutable(folder.resolve(name))) {
        throw new ReelmillException(
            FailureCode.INVALID, "can't make " + folder.resolve(name) + " executable");
      }
    }
    return new Installation(folder.resolve("ffmpeg"), folder.resolve("ffprobe"), List.of(folder));
  }

  private static List<Path> candidates() {
    List<Path> folders = new ArrayList<>();
    String home = System.getProperty("reelmill.home");
    if (home != null) {
      folders.add(Path.of(home).resolve("worker/target/ffmpeg").resolve(BUNDLE + platform()));
    }
    Optional<Path> target = ownCode().map(Path::getParent);
    target.ifPresent(folder -> folders.add(folder.resolve("ffmpeg").resolve(BUNDLE + platform())));
    return folders.stream().map(Path::toAbsolutePath).toList();
  }

  private static Optional<Path> ownCode() {
    CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String platform() {
    return "aarch64".equals(System.getProperty("os.arch")) ? "linux-arm64-gpl" : "linux-x86_64-gpl";
  }
}
