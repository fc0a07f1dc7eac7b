package dev.reelmill.worker.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file that another process writes, while it does: reading waits for what is not there yet. It
 * ends only if what was read is what the file was found to be in the end; else reading fails. One
 * thread reads, another says how it ends.
 */
final class GrowingFile extends InputStream {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final Path file;
  private final MessageDigest digest = Sha256.digest();
  private @Nullable FileChannel channel;
  private final AtomicLong position = new AtomicLong();
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile @Nullable End end;
  private volatile boolean abandoned;

  /** What the whole file is. */
  private record End(long size, String sha256) {}

  GrowingFile(Path file) {
    this.file = file;
  }

  /** The file will not change any more, and has these bytes. */
  void complete(long size, String sha256) {
    end = new End(size, sha256);
    decided.countDown();
  }

  /** Nobody wants it any more: reading fails. */
  void abandon() {
    abandoned = true;
    decided.countDown();
  }

  /** How many bytes were read. */
  long position() {
    return position.get();
  }

  /** Waits until the file has so many bytes; false if it ends before. */
  boolean awaitSize(long least) throws IOException, InterruptedException {
    while (size() < least) {
      if (end() != null) {
        return false;
      }
      pause();
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    while (length > 0) {
      // Asked before reading: once it is known how the file ends, all of it can be read.
      End known = end();
      int count = readNow(into, offset, length);
      if (count > 0) {
        digest.update(into, offset, count);
        position.addAndGet(count);
        return count;
      }
      if (known != null) {
        requireAllRead(known);
        return -1;
      }
      if (size() < position.get()) {
        throw new IOException(file.getFileName() + " is written anew");
      }
      try {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while " + file.getFileName() + " grows", e);
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  private void requireAllRead(End known) throws IOException {
    if (position.get() != known.size
        || !HexFormat.of().formatHex(digest.digest()).equals(known.sha256)) {
      throw new IOException(file.getFileName() + " is not what was read of it while it grew");
    }
  }

  private int readNow(byte[] into, int offset, int length) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      try {
        open = FileChannel.open(file, StandardOpenOption.READ);
      } catch (NoSuchFileException e) {
        return 0;
      }
      channel = open;
    }
    return open.read(ByteBuffer.wrap(into, offset, length), position.get());
  }

  private long size() throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private @Nullable End end() throws IOException {
    if (abandoned) {
      throw new IOException(file.getFileName() + " is not wanted any more");
    }
    return end;
  }

  private void pause() throws InterruptedException {
    // How it was decided is looked at next, whether it was by now or not.
    boolean _ = decided.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }
}
