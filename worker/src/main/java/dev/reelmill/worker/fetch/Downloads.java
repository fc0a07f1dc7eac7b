package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Downloads ranges of one object, a few at a time. */
final class Downloads {

  /** Enough for the network to be busy. */
  private static final int AT_ONCE = 8;

  /** Of small ranges, each of which takes the time of its way there and back, and no more. */
  private static final int SMALL_AT_ONCE = 32;

  private static final long SMALL_BYTES = 64 << 10;

  private final HttpClient client;
  private final SourceAccess source;
  private final RunControl control;
  private final Queue<ByteRange> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<ByteRange> done = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  Downloads(HttpClient client, SourceAccess source, RunControl control) {
    this.client = client;
    this.source = source;
    this.control = control;
  }

  /** What came, also of a run that failed. */
  List<ByteRange> done() {
    return List.copyOf(done);
  }

  /** Downloads; throws what {@link Download#run} does, and nothing goes on then. */
  void run(FileChannel file, List<ByteRange> ranges) {
    waiting.addAll(ranges);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.min(atOnce(ranges), ranges.size()); i++) {
      threads.add(Thread.ofVirtual().name("download").start(() -> work(file)));
    }
    await(threads);
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  private static int atOnce(List<ByteRange> ranges) {
    boolean small = ranges.stream().allMatch(range -> range.size() <= SMALL_BYTES);
    return small ? SMALL_AT_ONCE : AT_ONCE;
  }

  private void work(FileChannel file) {
    ByteRange range = waiting.poll();
    while (range != null && failure.get() == null) {
      try {
        new Download(client, source, file, range, control).run();
        done.add(range);
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure.compareAndSet(null, interrupted());
      }
      range = waiting.poll();
    }
  }

  private void await(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, interrupted());
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      control.cancel();
    }
  }

  private static ReelmillException interrupted() {
    return new ReelmillException(FailureCode.REVOKED, "interrupted while reading the source");
  }
}
