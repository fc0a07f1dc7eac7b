package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a unit of a root starts, started as systemd would where it ran: as the unit's user, with its
 * environment and nothing else. The root is that of a mount namespace, not of chroot: in one, the
 * kernel refuses the namespaces by which a worker locks FFmpeg in.
 */
final class StartedUnit implements AutoCloseable {

  private static final String ENTER =
      "mount --rbind \"$0\" \"$0\" && cd \"$0\" && pivot_root . mnt && umount -l mnt"
          + " && cd \"$1\" && umask \"$2\" && shift 2 && exec \"$@\"";

  private final Process process;
  private final Path log;

  StartedUnit(DebianRoot root, String name) throws IOException {
    UnitFile unit = UnitFile.read(root.folder(), name);
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER));
    command.add(root.folder().toString());
    command.add(unit.folder());
    command.add(unit.umask());
    command.addAll(List.of("setpriv", "--reuid=" + unit.user(), "--regid=" + unit.user()));
    command.addAll(List.of("--init-groups", "--no-new-privs"));
    if (!"root".equals(unit.user())) {
      command.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
    }
    command.addAll(unit.command());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
    builder.environment().putAll(unit.environment());
    this.log = root.folder().resolveSibling(root.folder().getFileName() + "-" + name + ".log");
    this.process = builder.redirectOutput(log.toFile()).start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /** Stops it as systemd does; its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
