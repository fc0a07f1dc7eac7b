package dev.reelmill.coordinator.store;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Each partial object is one file, whose size is the truth about how much has arrived. */
final class LocalPartialObjects implements PartialObjects {

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

  private final Path folder;
  private final LocalObjectStore store;

  LocalPartialObjects(Path folder, LocalObjectStore store) {
    this.folder = folder;
    this.store = store;
  }

  @Override
  public void begin(String id, String key, long announcedBytes) {
    ObjectKeys.checked(key);
    Path file = path(id);
    Disk.requireSpace(folder, announcedBytes);
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (IOException e) {
      throw Disk.failure("make", file, e);
    }
    Disk.forceFolder(folder);
  }

  @Override
  public OptionalLong size(String id) {
    Path file = path(id);
    try {
      return OptionalLong.of(Files.size(file));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw Disk.failure("look at", file, e);
    }
  }

  @Override
  public Optional<Instant> lastWritten(String id) {
    Path file = path(id);
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Disk.failure("look at", file, e);
    }
  }

  @Override
  public long append(String id, long offset, InputStream bytes, long most) throws IOException {
    Path file = path(id);
    try (FileChannel channel = open(file)) {
      long size = sizeOf(channel, file);
      if (size != offset) {
        throw new ReelmillException(
            FailureCode.CONFLICT, id + " has " + size + " bytes, so it can't go on at " + offset);
      }
      return size + pump(bytes, channel, file, most);
    }
  }

  @Override
  public void truncate(String id, long size) {
    Path file = path(id);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
      channel.force(true);
    } catch (IOException e) {
      throw Disk.failure("shorten", file, e);
    }
  }

  @Override
  public StoredObject finish(String id, String key) {
    Path file = path(id);
    Path target = store.path(key);
    try {
      if (Files.exists(file) && Files.exists(target) && Files.isSameFile(file, target)) {
        // a crash came between the new name and the end of the old one
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Disk.failure("finish", file, e);
    }
    if (Files.exists(file)) {
      Disk.publish(file, target, key);
    }
    return store.found(key);
  }

  @Override
  public void discard(String id) {
    Path file = path(id);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Disk.failure("delete", file, e);
    }
  }

  @Override
  public List<String> ids() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw Disk.failure("list", folder, e);
    }
  }

  private Path path(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not an id: '" + id + "'");
    }
    return folder.resolve(id);
  }

  /** What came before a failure counts too, so it is made safe as well. */
  private static long pump(InputStream bytes, FileChannel channel, Path file, long most)
      throws IOException {
    long count;
    try {
      count = Disk.pump(bytes, channel, file, most);
    } catch (IOException | ReelmillException e) {
      try {
        Disk.force(channel, file);
      } catch (ReelmillException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    Disk.force(channel, file);
    return count;
  }

  private static FileChannel open(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Disk.failure("open", file, e);
    }
  }

  private static long sizeOf(FileChannel channel, Path file) {
    try {
      return channel.size();
    } catch (IOException e) {
      throw Disk.failure("look at", file, e);
    }
  }
}
