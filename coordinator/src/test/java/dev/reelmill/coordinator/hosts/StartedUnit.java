package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final int STOP_SECONDS = 130;

  private final UnitFile unit;
  private final Path root;
  private final Process process;
  private final Path log;

  /**
   * Starts it.
   *
   * @param unit what systemd knows of it
   */
  StartedUnit(DebianRoot root, String name, UnitFile unit)
      throws IOException, InterruptedException {
    this.unit = unit;
    this.root = root.folder();
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
    this.process = builder.redirectOutput(Redirect.appendTo(log.toFile())).start();
    if (!unit.pidFile().isEmpty()) {
      process.waitFor();
    }
  }

  UnitFile unit() {
    return unit;
  }

  boolean isActive() {
    return handle().isPresent();
  }

  /** Returns when its process has ended, for whatever reason. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  private Optional<ProcessHandle> handle() {
    if (unit.pidFile().isEmpty()) {
      return Optional.of(process.toHandle()).filter(ProcessHandle::isAlive);
    }
    try {
      String pid = Files.readString(root.resolve(unit.pidFile().substring(1))).strip();
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What it has said. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /** Stops it as systemd does; its exit code. */
  int stop() throws InterruptedException {
    Optional<ProcessHandle> handle = handle();
    handle.ifPresent(ProcessHandle::destroy);
    handle.ifPresent(StartedUnit::awaitEnd);
    return process.waitFor();
  }

  private static void awaitEnd(ProcessHandle handle) {
    handle
        .onExit()
        .completeOnTimeout(handle, STOP_SECONDS, TimeUnit.SECONDS)
        .thenAccept(ProcessHandle::destroyForcibly)
        .join();
    handle.onExit().join();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
