package dev.reelmill.coordinator.store;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What both kinds of objects need of a file system, with its failures as ours. */
final class Disk {

  private static final int BUFFER_BYTES = 1 << 16;

  private Disk() {}

  /**
   * Copies until the stream ends or {@code most} bytes were written.
   *
   * @throws IOException only from {@code from}
   */
  static long pump(InputStream from, FileChannel to, Path file, long most) throws IOException {
    byte[] bytes = new byte[BUFFER_BYTES];
    long total = 0;
    while (total < most) {
      int count = from.read(bytes, 0, (int) Math.min(bytes.length, most - total));
      if (count < 0) {
        break;
      }
      write(to, ByteBuffer.wrap(bytes, 0, count), file);
      total += count;
    }
    return total;
  }

  private static void write(FileChannel to, ByteBuffer bytes, Path file) {
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    } catch (IOException e) {
      throw failure("write", file, e);
    }
  }

  static void force(FileChannel channel, Path file) {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failure("write", file, e);
    }
  }

  /** Says that somebody is at this file, until the channel is closed or the program ends. */
  static void lock(FileChannel channel, Path file) {
    try {
      channel.lock();
    } catch (IOException e) {
      throw failure("lock", file, e);
    }
  }

  /** Whether nobody is at a file any more. */
  static boolean isAbandoned(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** Makes sure that a name that was made or taken away survives a power cut. */
  static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw failure("write", folder, e);
    }
  }

  /** Gives a complete file its final name, which must be free. */
  static void publish(Path complete, Path target, String key) {
    try {
      Files.createDirectories(folderOf(target));
      link(complete, target);
      Files.deleteIfExists(complete);
    } catch (FileAlreadyExistsException e) {
      throw new ObjectExistsException(key);
    } catch (IOException e) {
      throw failure("name", target, e);
    }
    forceFolder(folderOf(target));
  }

  /** A link fails if the name is taken; a rename would silently replace. */
  private static void link(Path complete, Path target) throws IOException {
    try {
      Files.createLink(target, complete);
    } catch (NoSuchFileException e) {
      // a clean-up took the empty folder away in between
      Files.createDirectories(folderOf(target));
      Files.createLink(target, complete);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      // no hard links on this file system
      synchronized (Disk.class) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** Refuses early what can't fit. */
  static void requireSpace(Path folder, long bytes) {
    long free;
    try {
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw failure("ask for the free space of", folder, e);
    }
    if (bytes > free) {
      throw full(folder, "it needs " + bytes + " bytes and " + free + " are free", null);
    }
  }

  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "an object's file is in a folder");
  }

  static ReelmillException failure(String verb, Path file, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    String known = reason.toLowerCase(Locale.ROOT);
    if (known.contains("no space left") || known.contains("quota exceeded")) {
      return full(file, reason, cause);
    }
    return new ReelmillException(
        FailureCode.STORE_UNAVAILABLE,
        "can't " + verb + " " + file + " in the object store: " + cause,
        cause);
  }

  private static ReelmillException full(Path file, String reason, @Nullable IOException cause) {
    return new ReelmillException(
        FailureCode.DISK_FULL,
        "the disk of the object store is full ("
            + reason
            + ", at "
            + file
            + "); free some space, or set store.path to a larger disk, and try again",
        cause);
  }
}
