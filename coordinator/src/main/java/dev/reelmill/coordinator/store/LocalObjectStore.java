package dev.reelmill.coordinator.store;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Objects as files of one folder: {@code objects/} holds them under their keys, {@code incoming/}
 * what is being written, {@code uploads/} what arrives bit by bit. All three are on one file
 * system, so that a finished file only has to be renamed.
 */
public final class LocalObjectStore implements ObjectStore {

  private final Path objects;
  private final Path incoming;
  private final LocalPartialObjects partial;

  /**
   * Opens or makes the store, and clears away what an interrupted program left half written.
   *
   * @throws ReelmillException STORE_UNAVAILABLE if the folder can't be made or written
   */
  public LocalObjectStore(StoreSettings settings) {
    this(settings.path().toAbsolutePath().normalize());
    Path root = Disk.folderOf(objects);
    try {
      Files.createDirectories(objects);
      Files.createDirectories(incoming);
      Files.createDirectories(root.resolve("uploads"));
      sweep();
    } catch (IOException e) {
      throw Disk.failure("use", root, e);
    }
  }

  private LocalObjectStore(Path root) {
    objects = root.resolve("objects");
    incoming = root.resolve("incoming");
    partial = new LocalPartialObjects(root.resolve("uploads"), this);
  }

  /**
   * The store of somebody else, who may be about to make it: nothing is made here, and nothing
   * cleared away.
   */
  public static LocalObjectStore reading(StoreSettings settings) {
    return new LocalObjectStore(settings.path().toAbsolutePath().normalize());
  }

  @Override
  public PartialObjects partial() {
    return partial;
  }

  /** The folder under which each object's file has its key as path; for a front server. */
  public Path objects() {
    return objects;
  }

  @Override
  public Optional<StoredObject> find(String key) {
    Path file = path(key);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      var modified = attributes.lastModifiedTime().toInstant();
      String etag =
          Long.toHexString(attributes.size())
              + "-"
              + Long.toHexString(modified.getEpochSecond())
              + "."
              + Integer.toHexString(modified.getNano());
      return Optional.of(new StoredObject(key, attributes.size(), modified, etag, file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Disk.failure("look at", file, e);
    }
  }

  @Override
  public StoredObject put(String key, InputStream bytes, Expected expected) throws IOException {
    Path target = path(key);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new ObjectExistsException(key);
    }
    if (expected.sizeBytes() != null) {
      Disk.requireSpace(incoming, expected.sizeBytes());
    }
    Path temporary = incoming.resolve(UUID.randomUUID().toString());
    // The lock tells other coordinators that this is no leftover.
    try (FileChannel channel = create(temporary)) {
      Disk.lock(channel, temporary);
      write(key, temporary, channel, bytes, expected);
      Disk.publish(temporary, target, key);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return found(key);
  }

  @Override
  public InputStream read(StoredObject object, long offset, long sizeBytes) throws IOException {
    FileChannel channel = FileChannel.open(object.file(), StandardOpenOption.READ);
    return Channels.newInputStream(channel.position(offset));
  }

  @Override
  public StoredObject adopt(String key, Path file) {
    Path target = path(key);
    try {
      Files.createDirectories(Disk.folderOf(target));
      Files.createSymbolicLink(target, file.toRealPath());
    } catch (FileAlreadyExistsException e) {
      throw new ObjectExistsException(key);
    } catch (IOException e) {
      throw Disk.failure("link " + file + " as", target, e);
    }
    Disk.forceFolder(Disk.folderOf(target));
    return found(key);
  }

  @Override
  public boolean delete(String key) {
    Path file = path(key);
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Disk.failure("delete", file, e);
    }
  }

  @Override
  public List<StoredObject> list(String prefix) {
    Path folder = folder(prefix);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> objects.relativize(file).toString().replace('\\', '/'))
          .filter(key -> key.startsWith(prefix))
          .sorted()
          .flatMap(key -> find(key).stream())
          .toList();
    } catch (IOException e) {
      throw Disk.failure("list", folder, e);
    }
  }

  @Override
  public int deleteAll(String prefix) {
    int deleted = 0;
    for (StoredObject object : list(prefix)) {
      deleted += delete(object.key()) ? 1 : 0;
    }
    removeEmptyFolders(folder(prefix));
    return deleted;
  }

  @Override
  public Optional<String> sha256(String key) {
    MessageDigest digest = Sha256.digest();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(path(key)), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Disk.failure("read", path(key), e);
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  StoredObject found(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new ReelmillException(
                    FailureCode.STORE_UNAVAILABLE, "object " + key + " vanished while written"));
  }

  Path path(String key) {
    return objects.resolve(ObjectKeys.checked(key));
  }

  /** The deepest folder that holds all keys with this prefix. */
  private Path folder(String prefix) {
    String checked = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    ObjectKeys.checked(checked);
    int slash = prefix.lastIndexOf('/');
    return slash < 0 ? objects : objects.resolve(prefix.substring(0, slash));
  }

  private static void write(
      String key, Path file, FileChannel channel, InputStream bytes, Expected expected)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    long size = Disk.pump(new DigestInputStream(bytes, digest), channel, file, Long.MAX_VALUE);
    Disk.force(channel, file);
    expected.require(key, size, digest);
  }

  private static FileChannel create(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Disk.failure("make", file, e);
    }
  }

  private void sweep() throws IOException {
    try (Stream<Path> leftovers = Files.list(incoming)) {
      for (Path leftover : leftovers.toList()) {
        if (Disk.isAbandoned(leftover)) {
          Files.deleteIfExists(leftover);
        }
      }
    }
  }

  private void removeEmptyFolders(Path folder) {
    if (!folder.startsWith(objects) || folder.equals(objects) || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> folders = Files.walk(folder)) {
      for (Path each : folders.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // somebody put a new object there meanwhile, so it is no empty folder
    }
  }
}
