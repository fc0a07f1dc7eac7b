package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stored objects as local files. Where the object store's folder is mounted, it is the object
 * itself; elsewhere a copy, shared by all orders that read it until the space is needed for
 * another. Thread-safe.
 */
public final class SourceFiles {

  private static final Logger log = LoggerFactory.getLogger(SourceFiles.class);

  /** Below this, one request for all is the quickest. */
  private static final long SMALL = 16 << 20;

  private final @Nullable Path store;
  private final Path folder;
  private final long mostBytes;
  private final HttpClient client;

  /** Keys to copies, the longest unused first. Guarded by this. */
  private final Map<String, Held> copies = new LinkedHashMap<>(16, 0.75f, true);

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
    this.client = client;
  }

  /** A copy, and how many use it. */
  private static final class Held {
    private final Copy copy;
    private int users;

    Held(Copy copy) {
      this.copy = copy;
    }
  }

  /**
   * An object with all its bytes.
   *
   * @throws ReelmillException {@link FailureCode#STORE_UNAVAILABLE}, {@link FailureCode#DISK_FULL}
   *     or {@link FailureCode#REVOKED}
   */
  public Source whole(SourceAccess object, RunControl control) {
    return mounted(object).orElseGet(() -> copied(object, control));
  }

  private Source copied(SourceAccess object, RunControl control) {
    Held held = hold(object);
    try {
      held.copy.fetchAll(object, control);
    } catch (RuntimeException e) {
      release(held);
      throw e;
    }
    return new WholeFile(held.copy.file(), releaseOf(held));
  }

  /**
   * A video's source, of which those parts are fetched that are asked for.
   *
   * @param ffmpeg reads its index
   * @param scratch folder of this attempt
   * @throws ReelmillException as {@link #whole}
   */
  public Source open(SourceAccess source, Ffmpeg ffmpeg, Path scratch, RunControl control) {
    Optional<Source> mounted = mounted(source);
    if (mounted.isPresent() || source.sizeBytes() <= SMALL) {
      return mounted.orElseGet(() -> copied(source, control));
    }
    Held held = hold(source);
    List<LayoutFinder> finders =
        List.of(
            new MovieLayoutFinder(ffmpeg, held.copy.file(), scratch, control),
            new MatroskaLayoutFinder());
    return new PartialSource(held.copy, source, control, finders, releaseOf(held));
  }

  private Optional<Source> mounted(SourceAccess source) {
    if (store == null) {
      return Optional.empty();
    }
    Path file = store.resolve(ObjectKeys.checked(source.key()));
    try {
      // An object may be a link to a file elsewhere; a sandbox shows FFmpeg that file alone.
      return Files.isReadable(file) ? Optional.of(Source.of(file.toRealPath())) : Optional.empty();
    } catch (IOException e) {
      log.debug("the store's folder lost {}", source.key(), e);
      return Optional.empty();
    }
  }

  private synchronized Held hold(SourceAccess source) {
    Held held = copies.computeIfAbsent(source.key(), key -> new Held(newCopy(source)));
    held.users++;
    evict(mostBytes);
    return held;
  }

  private Copy newCopy(SourceAccess source) {
    return new Copy(client, folder.resolve("source" + named++), source.sizeBytes());
  }

  /** Lets go once, however often it runs. */
  private Runnable releaseOf(Held held) {
    AtomicBoolean released = new AtomicBoolean();
    return () -> {
      if (released.compareAndSet(false, true)) {
        release(held);
      }
    };
  }

  private synchronized void release(Held held) {
    held.users--;
    evict(mostBytes);
  }

  /** Deletes all copies that nobody uses. */
  public synchronized void evictUnused() {
    evict(0);
  }

  /** Deletes copies that nobody uses, longest unused first, until the rest fits. */
  private void evict(long bytes) {
    long total = copies.values().stream().mapToLong(held -> held.copy.heldBytes()).sum();
    var oldest = copies.values().iterator();
    while (total > bytes && oldest.hasNext()) {
      Held held = oldest.next();
      if (held.users == 0) {
        oldest.remove();
        total -= held.copy.heldBytes();
        held.copy.delete();
      }
    }
  }
}
