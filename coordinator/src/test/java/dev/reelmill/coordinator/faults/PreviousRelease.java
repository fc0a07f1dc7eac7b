package dev.reelmill.coordinator.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs of the release before, built from its commit in a folder of their own.
 *
 * @param home where it was built
 */
record PreviousRelease(Path home) {

  /** Names a commit to take for the release before. */
  static final String VARIABLE = "REELMILL_TEST_PREVIOUS";

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final long BUILD_MINUTES = 15;

  /** The commit of the last tag before this commit, or the one that is named. */
  static Optional<String> commit() throws IOException, InterruptedException {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(named);
    }
    Process process =
        new ProcessBuilder("git", "describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
            .directory(REPOSITORY.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String tag = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(tag.strip()) : Optional.empty();
  }

  /** Builds both programs of a commit, without its tests. */
  static PreviousRelease build(String commit, Path folder)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("previous"));
    Path archive = folder.resolve("previous.tar");
    run(REPOSITORY, folder, "git", "archive", "--output=" + archive, commit);
    run(home, folder, "tar", "--extract", "--file=" + archive);
    run(
        home,
        folder,
        "mvn",
        "--batch-mode",
        "--quiet",
        "-Dmaven.test.skip=true",
        "-Dspotless.check.skip=true",
        "package");
    // Else its launcher would make caches of classes first, which takes longer than the test.
    Path jdk = Path.of(System.getProperty("java.home"), "release");
    Files.copy(jdk, home.resolve("coordinator/target/trained"));
    return new PreviousRelease(home);
  }

  private static void run(Path directory, Path logs, String... command)
      throws IOException, InterruptedException {
    Path log = logs.resolve(command[0] + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment());
    builder
        .environment()
        .merge("MAVEN_OPTS", " --sun-misc-unsafe-memory-access=allow", String::concat);
    Process process = builder.start();
    if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(List.of(command) + " failed: " + Files.readString(log));
    }
  }

  /** What its launcher has to know: which JDK, and that it has been built. */
  static Map<String, String> environment() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"), "REELMILL_TEST_RUN", "1");
  }

  /** A command line of it. */
  List<String> command(String... arguments) {
    return Stream.concat(Stream.of(home.resolve("reelmill").toString()), Stream.of(arguments))
        .toList();
  }
}
