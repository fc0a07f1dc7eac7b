package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which an embedded farm keeps everything, locked while it runs. Secrets are made
 * when it is new; only its owner can read them.
 */
public final class DataFolder implements AutoCloseable {

  /** Raised when a folder of the version before can't be used as it is. */
  private static final String VERSION = "1";

  private static final int SECRET_BYTES = 32;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a data folder, or makes a new one.
   *
   * @throws ReelmillException if it can't be written, is something else, is of another version, or
   *     is in use by another farm
   */
  public static DataFolder open(Path path) {
    Path root = path.toAbsolutePath().normalize();
    try {
      checkVersion(root);
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.READ);
      FileLock lock = lock(root, channel);
      Files.writeString(root.resolve("VERSION"), VERSION + "\n");
      return new DataFolder(root, channel, lock);
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "can't use the data folder " + root + ": " + e + ". Choose another with --data.",
          e);
    }
  }

  private static void checkVersion(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Path version = root.resolve("VERSION");
    if (Files.exists(version)) {
      String found = Files.readString(version).strip();
      if (!found.equals(VERSION)) {
        throw new ReelmillException(
            FailureCode.CONFLICT,
            "the data folder "
                + root
                + " is of version "
                + found
                + ", and this program works with version "
                + VERSION
                + ". Use the release that made it, or another folder with --data.");
      }
    } else if (!isEmpty(root)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          root + " is not empty and not a data folder of Reelmill. Choose another with --data.");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // A start that was cut short leaves only the lock.
      return files.allMatch(file -> file.getFileName().toString().equals("lock"));
    }
  }

  private static FileLock lock(Path root, FileChannel channel) throws IOException {
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new ReelmillException(
          FailureCode.CONFLICT,
          "another farm runs on the data folder "
              + root
              + ". Stop it first, or choose another folder with --data.");
    }
    return lock;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path root() {
    return root;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path artemis() {
    return root.resolve("artemis");
  }

  public Path store() {
    return root.resolve("store");
  }

  public Path scratch() {
    return root.resolve("scratch");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** Where the command line finds the address of the farm that runs here. */
  public Path address() {
    return root.resolve("address");
  }

  /** Where the command line finds what it needs to administer this farm. */
  public static Path adminToken(Path root) {
    return root.resolve("secrets").resolve("admin-token");
  }

  /** A secret by name, the same at every start, in URL-safe characters. */
  public String secret(String name) {
    Path folder = root.resolve("secrets");
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      Files.createDirectories(folder);
      byte[] bytes = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(bytes);
      String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      Path written = Files.createTempFile(folder, "new", null);
      Files.writeString(written, secret + "\n");
      Files.move(written, file);
      return secret;
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID, "can't keep the secret " + file + ": " + e, e);
    }
  }

  /** Lets another farm have the folder. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(address());
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("can't let go of the data folder " + root, e);
    }
  }
}
