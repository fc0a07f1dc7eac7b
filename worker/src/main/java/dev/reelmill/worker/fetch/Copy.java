package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object's copy on this disk, as far as it was fetched; the rest are holes. The orders of one
 * source share it, and wait for each other's downloads. Thread-safe.
 */
final class Copy {

  private static final Logger log = LoggerFactory.getLogger(Copy.class);

  private static final long SPARE_BYTES = 64L << 20;

  private final HttpClient client;
  private final Path file;
  private final long sizeBytes;
  private final ByteRanges here = new ByteRanges();
  private volatile long heldBytes;
  private @Nullable Layout layout;

  Copy(HttpClient client, Path file, long sizeBytes) {
    this.client = client;
    this.file = file;
    this.sizeBytes = sizeBytes;
  }

  Path file() {
    return file;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** Space that it takes. */
  long heldBytes() {
    return heldBytes;
  }

  boolean isWhole() {
    return heldBytes == sizeBytes;
  }

  void fetchAll(SourceAccess source, RunControl control) {
    fetch(ByteRanges.of(new ByteRange(0, sizeBytes)), source, control);
  }

  /** Fetches what of this is missing. */
  synchronized void fetch(ByteRanges wanted, SourceAccess source, RunControl control) {
    List<ByteRange> missing = here.missing(wanted);
    if (missing.isEmpty() && Files.exists(file)) {
      return;
    }
    refuseWithoutSpace(missing, source);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      extend(channel);
      try {
        download(channel, missing, source, control);
      } catch (RangeRefusedException e) {
        control.fellBack("the object store gives no parts");
        log.warn("the object store gives no part of {}; all of it is fetched", source.key());
        download(channel, List.of(new ByteRange(0, sizeBytes)), source, control);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static ReelmillException failed(IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left on device");
    return new ReelmillException(
        full ? FailureCode.DISK_FULL : FailureCode.INTERNAL, "the copy of a source: " + e, e);
  }

  /** How its inside is found out about. */
  interface Finding {
    Layout find() throws IOException;
  }

  /** What is known of its inside; found out once, by whoever comes first. */
  synchronized Layout layout(Finding finding) throws IOException {
    if (layout == null) {
      layout = finding.find();
    }
    return layout;
  }

  private void refuseWithoutSpace(List<ByteRange> missing, SourceAccess source) {
    long bytes = missing.stream().mapToLong(ByteRange::size).sum();
    Path folder = file.toAbsolutePath().getParent();
    long usable = folder == null ? Long.MAX_VALUE : folder.toFile().getUsableSpace();
    if (usable - SPARE_BYTES < bytes) {
      throw new ReelmillException(
          FailureCode.DISK_FULL,
          "%d bytes of %s do not fit on the scratch disk, which has %d left"
              .formatted(bytes, source.key(), usable));
    }
  }

  /** A hole up to the end. */
  private void extend(FileChannel channel) throws IOException {
    if (channel.size() < sizeBytes) {
      channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
    }
  }

  private void download(
      FileChannel channel, List<ByteRange> missing, SourceAccess source, RunControl control) {
    Downloads downloads = new Downloads(client, source, control);
    try {
      downloads.run(channel, missing);
    } finally {
      downloads.done().forEach(here::add);
      heldBytes = here.size();
    }
  }

  /** Bytes that are there already. */
  synchronized ByteBuffer read(ByteRange range) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.size()));
    try (FileChannel channel = FileChannel.open(file)) {
      int read = 0;
      while (read >= 0 && bytes.hasRemaining()) {
        read = channel.read(bytes, range.from() + bytes.position());
      }
    }
    return bytes.flip();
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("can't delete {}: {}", file, e.toString());
    }
  }
}
