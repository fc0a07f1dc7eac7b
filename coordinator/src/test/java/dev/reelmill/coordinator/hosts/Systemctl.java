package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Stands in for systemd in a root, where it isn't the first process: does what is asked of its
 * {@code systemctl}. As systemd, it knows a unit as it was when it was first asked for, or at the
 * last {@code daemon-reload}, and starts again what ended by itself. Thread-safe.
 */
final class Systemctl implements AutoCloseable {

  private static final Path PROGRAM = Path.of("src/test/resources/hosts/systemctl");

  /** As the units say: {@code RestartSec}. */
  private static final Duration RESTART = Duration.ofSeconds(5);

  private final DebianRoot root;
  private final Map<String, UnitFile> units = new LinkedHashMap<>();
  private final SequencedMap<String, StartedUnit> started = new LinkedHashMap<>();
  private final ServerSocketChannel asked;
  private final Thread answering;

  Systemctl(DebianRoot root) throws IOException {
    this.root = root;
    Path program = root.folder().resolve("usr/local/bin/systemctl");
    Files.copy(PROGRAM, program);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.asked = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    asked.bind(UnixDomainSocketAddress.of(root.folder().resolve("run/systemctl")));
    this.answering = Thread.ofVirtual().start(this::answer);
  }

  private void answer() {
    while (asked.isOpen()) {
      try (SocketChannel one = asked.accept()) {
        byte[] words = Channels.newInputStream(one).readAllBytes();
        String answer = answer(new String(words, StandardCharsets.UTF_8).split(" "));
        one.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** Exit code, and on lines of their own what is said. */
  private String answer(String... words) {
    try {
      return switch (words[0]) {
        case "daemon-reload" -> reload();
        case "show" -> "0\n" + state(words[1]);
        case "start" -> start(words[1]);
        case "stop" -> stop(words[1]);
        case "restart" -> stop(words[1]) + start(words[1]).substring(2);
        case "reload" -> reload(words[1]);
        default -> "1\nnot known here: " + words[0];
      };
    } catch (IOException e) {
      return "1\n" + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "1\n" + e;
    }
  }

  private synchronized String reload() {
    units.clear();
    return "0\n";
  }

  private synchronized UnitFile known(String name) throws IOException {
    UnitFile unit = units.get(name);
    if (unit == null) {
      unit = UnitFile.read(root.folder(), name);
      units.put(name, unit);
    }
    return unit;
  }

  private synchronized String state(String name) throws IOException {
    if (!UnitFile.exists(root.folder(), name)) {
      return "LoadState=not-found\nActiveState=inactive";
    }
    StartedUnit unit = started.get(name);
    return "LoadState=loaded\nActiveState="
        + (unit != null && unit.isActive() ? "active" : "inactive");
  }

  private synchronized String start(String name) throws IOException, InterruptedException {
    StartedUnit unit = started.get(name);
    if (unit == null || !unit.isActive()) {
      StartedUnit begun = new StartedUnit(root, name, known(name));
      started.put(name, begun);
      if (begun.unit().restarts()) {
        Thread.ofVirtual().start(() -> startAgain(name, begun));
      }
    }
    return "0\n";
  }

  private void startAgain(String name, StartedUnit begun) {
    try {
      begun.awaitEnd();
      Thread.sleep(RESTART);
      synchronized (this) {
        if (asked.isOpen() && started.get(name) == begun) {
          start(name);
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized String stop(String name) throws InterruptedException {
    StartedUnit unit = started.remove(name);
    if (unit != null) {
      unit.stop();
    }
    return "0\n";
  }

  private String reload(String name) throws IOException, InterruptedException {
    String[] command =
        known(name).reload().stream()
            .reduce("chroot\0" + root.folder(), (a, b) -> a + "\0" + b)
            .split("\0");
    return "0\n" + Commands.run(command);
  }

  /** What a unit that was started is now. */
  synchronized StartedUnit unit(String name) {
    return started.get(name + ".service");
  }

  /** Stops all, the last one first. */
  @Override
  public void close() throws IOException, InterruptedException {
    asked.close();
    answering.join();
    synchronized (this) {
      for (StartedUnit unit : started.sequencedValues().reversed()) {
        unit.close();
      }
    }
  }
}
