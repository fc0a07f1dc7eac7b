package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.SourceAccess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources as local files. Where the object store's folder is mounted, it is the object itself;
 * elsewhere a copy, downloaded once and shared by all orders of the same source until the space is
 * needed for another. Thread-safe.
 */
public final class SourceFiles {

  private static final Logger log = LoggerFactory.getLogger(SourceFiles.class);

  private final @Nullable Path store;
  private final Path folder;
  private final long mostBytes;
  private final Download download;

  /** Keys to copies, the longest unused first. Guarded by this. */
  private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  private int named;

  /**
   * @param store the object store's folder, if it is mounted here
   * @param folder for copies; private
   * @param mostBytes of all copies that nobody uses
   */
  public SourceFiles(@Nullable Path store, Path folder, long mostBytes, HttpClient client) {
    this.store = store;
    this.folder = folder;
    this.mostBytes = mostBytes;
    this.download = new Download(client);
  }

  /** A source in use; close it to let its copy go. */
  public interface Lease extends AutoCloseable {
    Path file();

    @Override
    void close();
  }

  /**
   * The source as a file.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_UNREADABLE}, {@link
   *     FailureCode#STORE_UNAVAILABLE} or {@link FailureCode#DISK_FULL}
   */
  public Lease open(SourceAccess source) throws InterruptedException {
    Optional<Path> mounted = mounted(source);
    if (mounted.isPresent()) {
      return new Mounted(mounted.get());
    }
    Copy copy = hold(source);
    try {
      copy.fill(source);
      return new Held(copy);
    } catch (ReelmillException | InterruptedException e) {
      release(copy);
      throw e;
    }
  }

  private Optional<Path> mounted(SourceAccess source) {
    if (store == null) {
      return Optional.empty();
    }
    Path file = store.resolve(ObjectKeys.checked(source.key()));
    try {
      // An object may be a link to a file elsewhere; a sandbox shows FFmpeg that file alone.
      return Files.isReadable(file) ? Optional.of(file.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      log.debug("the store's folder lost {}", source.key(), e);
      return Optional.empty();
    }
  }

  private synchronized Copy hold(SourceAccess source) {
    Copy copy =
        copies.computeIfAbsent(
            source.key(), key -> new Copy(folder.resolve("source" + named++), source.sizeBytes()));
    copy.users++;
    evict();
    return copy;
  }

  private synchronized void release(Copy copy) {
    copy.users--;
    evict();
  }

  /** Deletes all copies that nobody uses. */
  public synchronized void evictUnused() {
    evict(0);
  }

  private void evict() {
    evict(mostBytes);
  }

  /** Deletes copies that nobody uses, longest unused first, until the rest fits. */
  private void evict(long bytes) {
    long total = copies.values().stream().mapToLong(copy -> copy.sizeBytes).sum();
    var oldest = copies.values().iterator();
    while (total > bytes && oldest.hasNext()) {
      Copy copy = oldest.next();
      if (copy.users == 0) {
        oldest.remove();
        total -= copy.sizeBytes;
        copy.delete();
      }
    }
  }

  private record Mounted(Path file) implements Lease {
    @Override
    public void close() {}
  }

  private final class Held implements Lease {
    private final Copy copy;
    private boolean closed;

    Held(Copy copy) {
      this.copy = copy;
    }

    @Override
    public Path file() {
      return copy.file;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release(copy);
      }
    }
  }

  /** A download, finished or not; its own lock lets others of the same source wait for it. */
  private final class Copy {
    private final Path file;
    private final long sizeBytes;
    private boolean complete;
    private int users;

    Copy(Path file, long sizeBytes) {
      this.file = file;
      this.sizeBytes = sizeBytes;
    }

    synchronized void fill(SourceAccess source) throws InterruptedException {
      if (!complete) {
        download.to(file, source);
        complete = true;
      }
    }

    void delete() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        log.warn("can't delete {}: {}", file, e.toString());
      }
    }
  }
}
