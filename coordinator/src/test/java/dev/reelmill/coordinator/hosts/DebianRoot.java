package dev.reelmill.coordinator.hosts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bare Debian 12 in a folder, as an installer leaves it: the copy of one that debootstrap makes
 * once and {@code target} keeps. Packages come from where this machine's do, and are kept too.
 */
final class DebianRoot implements AutoCloseable {

  private static final Path CACHE = Path.of("target/debian").toAbsolutePath();
  private static final Path SOURCES = Path.of("/etc/apt/sources.list.d/debian.sources");
  private static final String PACKAGES = "systemd-sysv,python3,python3-apt,ca-certificates";

  private final Path folder;
  private final List<Path> mounts = new ArrayList<>();

  private DebianRoot(Path folder) {
    this.folder = folder;
  }

  /** Leaves the test out, and says why, where there can be no such root. */
  static void assumePossible(String... programs) {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "only root can make roots of Debian");
    assumeTrue(Files.exists(SOURCES), "no " + SOURCES + ", so this is no Debian 12");
    for (String program : programs) {
      assumeTrue(isInstalled(program), program + " is not installed");
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of("/usr/bin", "/usr/sbin", "/sbin", "/usr/local/bin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The root that others are copies of; nobody changes it. One process makes it for all. */
  static synchronized Path pristine() throws IOException, InterruptedException {
    Files.createDirectories(CACHE.resolve("packages/partial"));
    Path made = CACHE.resolve("bookworm");
    try (FileChannel channel =
            FileChannel.open(
                CACHE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      return Files.exists(made) ? made : make(made);
    }
  }

  private static Path make(Path made) throws IOException, InterruptedException {
    Path begun = CACHE.resolve("bookworm.part");
    if (Files.exists(begun)) {
      Commands.run("rm", "-rf", "--one-file-system", begun.toString());
    }
    Commands.run(
        // What it mounts there is gone when it ends, be it by force.
        "unshare",
        "--mount",
        "debootstrap",
        "--variant=minbase",
        "--include=" + PACKAGES,
        "--cache-dir=" + CACHE.resolve("packages"),
        "bookworm",
        begun.toString(),
        mirror());
    Files.deleteIfExists(begun.resolve("etc/apt/sources.list"));
    Files.copy(SOURCES, begun.resolve("etc/apt/sources.list.d/debian.sources"));
    Files.copy(
        Path.of("/etc/resolv.conf"),
        begun.resolve("etc/resolv.conf"),
        StandardCopyOption.REPLACE_EXISTING);
    // Nothing is started by being installed: there is no systemd.
    Path policy = begun.resolve("usr/sbin/policy-rc.d");
    Files.writeString(policy, "#!/bin/sh\nexit 101\n");
    Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rwxr-xr-x"));
    Commands.run("chroot", begun.toString(), "apt-get", "-q", "update");
    return Files.move(begun, made);
  }

  private static String mirror() throws IOException {
    try (Stream<String> lines = Files.lines(SOURCES)) {
      return lines
          .filter(line -> line.startsWith("URIs:"))
          .findFirst()
          .orElseThrow()
          .substring("URIs:".length())
          .strip();
    }
  }

  /** A new one, in a folder that does not exist. */
  static DebianRoot at(Path folder) throws IOException, InterruptedException {
    Commands.run("cp", "-a", "--reflink=auto", pristine().toString(), folder.toString());
    DebianRoot root = new DebianRoot(folder);
    Commands.run("mount", "-t", "proc", "proc", root.point("proc").toString());
    Commands.run("mount", "--rbind", "/dev", root.point("dev").toString());
    Commands.run("mount", "--make-rslave", root.folder.resolve("dev").toString());
    root.bind(CACHE.resolve("packages"), "var/cache/apt/archives");
    return root;
  }

  /** Lets it see a folder of this machine, or of another root. */
  void bind(Path from, String path) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve(path));
    Commands.run("mount", "--bind", from.toString(), point(path).toString());
  }

  /** Gives it a disk for a folder. */
  void disk(String path, String size) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve(path));
    Commands.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", point(path).toString());
  }

  private Path point(String path) {
    mounts.addFirst(folder.resolve(path));
    return mounts.getFirst();
  }

  Path folder() {
    return folder;
  }

  /** Ends what still runs in it, and removes it. */
  @Override
  public void close() throws IOException, InterruptedException {
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (isInside(process)) {
        process.destroyForcibly();
        process.onExit().join();
      }
    }
    for (Path mount : mounts) {
      Commands.run("umount", "--recursive", "--lazy", mount.toString());
    }
    Commands.run("rm", "-rf", "--one-file-system", folder.toString());
  }

  private boolean isInside(ProcessHandle process) {
    try {
      return Path.of("/proc/" + process.pid() + "/root").toRealPath().equals(folder);
    } catch (IOException e) {
      return false;
    }
  }
}
