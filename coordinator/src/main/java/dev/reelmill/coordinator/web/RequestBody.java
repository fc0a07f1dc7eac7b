package dev.reelmill.coordinator.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Vert.x, read by blocking. Only what was asked for arrives, so that a slow reader
 * slows the sender down. Made on the event loop, with the stream paused; read by one thread.
 */
final class RequestBody extends InputStream {

  /** Buffers asked for at once: enough that the network does not wait for us. */
  private static final int AHEAD = 16;

  private static final Object END = new Object();

  private static final long LOOK_EVERY_MILLIS = 250;

  private final ReadStream<Buffer> source;
  private final Context context;
  private final Runnable beforeFirstRead;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private Buffer current = Buffer.buffer();
  private int position;
  private int asked;
  private boolean started;
  private boolean ended;
  // lets in what another reader holds up
  private volatile @Nullable Runnable release;
  // only on the event loop
  private @Nullable Runnable discarding;
  private long discardedBytes;
  private volatile boolean allArrived;
  private BooleanSupplier givenUp = () -> false;

  RequestBody(ReadStream<Buffer> source, Context context, Runnable beforeFirstRead) {
    this.source = source;
    this.context = context;
    this.beforeFirstRead = beforeFirstRead;
    source.handler(this::take);
    source.endHandler(end -> end());
    source.exceptionHandler(this::fail);
  }

  /** Whoever reads waits for more only until then. */
  void giveUpWhen(BooleanSupplier condition) {
    givenUp = condition;
  }

  /** The sender is gone: whoever reads finds that out after what has arrived. */
  void fail(Throwable cause) {
    arrived.add(cause);
  }

  private void take(Buffer buffer) {
    if (discarding == null) {
      arrived.add(buffer);
    } else {
      passed(buffer);
    }
  }

  /** On the event loop: another reader has got this. */
  void passed(Buffer buffer) {
    if (discarding != null) {
      discardedBytes += buffer.length();
      discarding.run();
    }
  }

  /** On the event loop: the stream has ended. */
  void end() {
    allArrived = true;
    arrived.add(END);
    if (discarding != null) {
      discarding.run();
    }
  }

  Context context() {
    return context;
  }

  /**
   * Another reader takes the stream over, on the event loop.
   *
   * @param attach begins; from then on all goes to {@link #passed} and {@link #end}
   * @param release lets in the rest, which nobody wants
   */
  void handOver(Runnable attach, Runnable release) {
    started = true;
    this.release = release;
    beforeFirstRead.run();
    context.runOnContext(go -> attach.run());
  }

  boolean allArrived() {
    return allArrived;
  }

  /**
   * Nobody wants the rest. Some of it is let in, so that the sender gets to read its answer.
   *
   * @param then when all has come, or more than that
   */
  void discard(long most, Runnable then) {
    context.runOnContext(
        go -> {
          arrived.clear();
          discarding =
              () -> {
                if (allArrived || discardedBytes > most) {
                  then.run();
                }
              };
          Runnable held = release;
          if (allArrived) {
            then.run();
          } else if (held != null) {
            held.run();
          } else {
            source.resume();
          }
        });
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    while (position == current.length()) {
      if (ended || !next()) {
        return -1;
      }
    }
    int count = Math.min(length, current.length() - position);
    current.getBytes(position, position + count, into, offset);
    position += count;
    return count;
  }

  private boolean next() throws IOException {
    if (!started) {
      started = true;
      beforeFirstRead.run();
    }
    if (asked == 0) {
      asked = AHEAD;
      context.runOnContext(go -> source.fetch(AHEAD));
    }
    Object item = await();
    if (item instanceof Buffer buffer) {
      asked--;
      current = buffer;
      position = 0;
      return true;
    }
    ended = true;
    if (item instanceof Throwable cause) {
      arrived.add(cause);
      ended = false;
      throw new IOException("the connection broke before the whole body had come", cause);
    }
    return false;
  }

  private Object await() throws IOException {
    try {
      Object item = arrived.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      while (item == null) {
        if (givenUp.getAsBoolean()) {
          throw new IOException("the server stops before the whole body had come");
        }
        item = arrived.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
      return item;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the body");
    }
  }
}
