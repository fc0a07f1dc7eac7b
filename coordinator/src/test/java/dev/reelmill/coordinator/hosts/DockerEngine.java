package dev.reelmill.coordinator.hosts;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Docker engine for one test, at the socket that {@code DOCKER_HOST} names. It makes no network:
 * containers have this machine's. It pulls nothing: images are made of a root of Debian.
 */
final class DockerEngine implements AutoCloseable {

  /** A Debian 12 with a JDK. */
  static final String BASE = "reelmill-base";

  private static final Path FOLDER = Path.of("target/docker").toAbsolutePath();
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  private final Process engine;
  private final Path running;

  /**
   * Starts it.
   *
   * @param running folder of what it needs while it runs
   */
  DockerEngine(Path running) throws IOException {
    this.running = running;
    Files.createDirectories(FOLDER);
    Path socket = Path.of(System.getenv("DOCKER_HOST").substring("unix://".length()));
    Files.deleteIfExists(socket);
    this.engine =
        new ProcessBuilder(
                "dockerd",
                "--host=unix://" + socket,
                "--data-root=" + FOLDER.resolve("data"),
                "--exec-root=" + running.resolve("exec"),
                "--pidfile=" + running.resolve("docker.pid"),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false")
            .redirectErrorStream(true)
            .redirectOutput(running.resolve("dockerd.log").toFile())
            .start();
    await().atMost(Duration.ofMinutes(1)).until(this::answers);
  }

  private boolean answers() throws IOException, InterruptedException {
    if (!engine.isAlive()) {
      throw new IOException("dockerd ended: " + Files.readString(running.resolve("dockerd.log")));
    }
    Process asked =
        new ProcessBuilder("docker", "version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return asked.waitFor() == 0;
  }

  /** Makes {@link #BASE} of the root that all tests share. */
  void makeBase() throws IOException, InterruptedException {
    String inside = "opt/java/openjdk";
    List<String> tar =
        List.of(
            "tar",
            "--create",
            "--directory=" + DebianRoot.pristine(),
            ".",
            "--directory=" + JDK.getParent(),
            "--transform=s|^" + JDK.getFileName() + "|" + inside + "|",
            JDK.getFileName().toString());
    List<Process> pipe =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder(tar),
                new ProcessBuilder(
                        "docker", "import", "--change=ENV JAVA_HOME=/" + inside, "-", BASE)
                    .redirectErrorStream(true)));
    String said =
        new String(pipe.getLast().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (Process process : pipe) {
      if (process.waitFor() != 0) {
        throw new IOException("docker import failed: " + said);
      }
    }
  }

  /** Builds an image on {@link #BASE}. */
  void build(String image, Path file, Path context) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "build", "--quiet", "--network=host"));
    command.addAll(List.of("--build-arg=BASE=" + BASE, "--tag=" + image, "--file=" + file));
    command.add(context.toString());
    // The other builder is a program of its own, that pulls an image.
    Commands.run(Map.of("DOCKER_BUILDKIT", "0"), command);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    engine.destroy();
    if (!engine.waitFor(60, TimeUnit.SECONDS)) {
      engine.destroyForcibly().waitFor();
    }
    // It leaves that behind.
    Path network = running.resolve("exec/netns/default");
    if (Files.exists(network)) {
      Commands.run("umount", network.toString());
    }
    Commands.run("rm", "-rf", "--one-file-system", FOLDER.toString());
  }
}
