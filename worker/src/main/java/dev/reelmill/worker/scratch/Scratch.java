package dev.reelmill.worker.scratch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This run's own folder under a shared one, held by a lock for as long as the program lives. What
 * dead runs left behind, whose lock is free, is removed at start.
 */
public final class Scratch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Scratch.class);
  private static final String PREFIX = "run-";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private Scratch(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes this run's folder.
   *
   * @param shared by all workers of this machine that name it
   * @throws ReelmillException {@link FailureCode#INVALID} if nothing can be written there
   */
  public static synchronized Scratch open(Path shared) {
    try {
      Files.createDirectories(shared);
      return openAlone(shared);
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "can't use the scratch folder " + shared + " (" + e + "). Name another: worker.scratch",
          e);
    }
  }

  /** One program at a time, or one might take another's new folder for a leftover. */
  private static Scratch openAlone(Path shared) throws IOException {
    try (FileChannel gate =
            FileChannel.open(
                shared.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = gate.lock()) {
      log.trace("{} held", held);
      removeLeftovers(shared);
      Path folder = Files.createTempDirectory(shared.toAbsolutePath(), PREFIX);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        throw new IOException("another program took " + folder);
      }
      return new Scratch(folder, lock);
    }
  }

  public Path folder() {
    return folder;
  }

  /** A new folder for one attempt; {@link #remove} it afterwards. */
  public Path attempt(long attempt) throws IOException {
    return Files.createTempDirectory(folder, "attempt-" + attempt + "-");
  }

  /** A new folder of this run. */
  public Path subfolder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Deletes a folder with all in it; says so in the log if it can't. */
  public static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      log.warn("can't remove {}: {}", folder, e.toString());
    }
  }

  @Override
  public void close() {
    remove(folder);
    try {
      lock.close();
    } catch (IOException e) {
      log.debug("closing the lock of {}: {}", folder, e.toString());
    }
  }

  private static void removeLeftovers(Path shared) throws IOException {
    try (Stream<Path> runs = Files.list(shared)) {
      runs.filter(run -> run.getFileName().toString().startsWith(PREFIX))
          .filter(run -> Files.exists(run.resolve(LOCK)))
          .filter(Scratch::isAbandoned)
          .forEach(Scratch::remove);
    }
  }

  private static boolean isAbandoned(Path run) {
    try (FileChannel channel = FileChannel.open(run.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }
}
