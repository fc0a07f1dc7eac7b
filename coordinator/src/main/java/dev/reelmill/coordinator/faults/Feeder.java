package dev.reelmill.coordinator.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps some videos on their way through a farm, whatever happens to it. */
final class Feeder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Feeder.class);
  private static final int IN_FLIGHT = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Client client;
  private final Oracle oracle;
  private final List<Path> clips;
  private final Map<String, Path> uploaded = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  Feeder(BreakableFarm farm, Oracle oracle, List<Path> clips) {
    this.client = farm.client();
    this.oracle = oracle;
    this.clips = List.copyOf(clips);
    this.thread = Thread.ofVirtual().name("feeder").start(this::feed);
  }

  private void feed() {
    int next = 0;
    while (!closed) {
      try {
        if (unfinished() < IN_FLIGHT) {
          Path clip = clips.get(next++ % clips.size());
          uploaded.put(client.upload(clip, PATIENCE), clip);
        }
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.debug("feeding goes on when it can: {}", e.toString());
      }
    }
  }

  private long unfinished() {
    return uploaded.keySet().stream().filter(video -> !oracle.isPublished(video)).count();
  }

  /** Videos so far, each with what it was made of. */
  Map<String, Path> uploaded() {
    return Map.copyOf(uploaded);
  }

  /** Sends nothing more; what is being sent is finished first. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
