package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.publish.VideoStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Watches videos that have listeners: one look a second at each, however many listen. */
final class StatusFeed {

  private final Publications publications;
  private final Duration interval;
  private final Map<String, WatchedVideo> watched = new HashMap<>();

  StatusFeed(Publications publications, Duration interval) {
    this.publications = publications;
    this.interval = interval;
  }

  /** Begins to listen; to be closed. */
  synchronized Listener listen(String video) {
    WatchedVideo entry =
        watched.computeIfAbsent(video, id -> new WatchedVideo(() -> look(id), interval));
    entry.arrive();
    return new Listener(video, entry);
  }

  private Snapshot look(String video) {
    Optional<VideoStatus> status = publications.status(video);
    return status.map(Snapshot::of).orElse(Snapshot.NONE);
  }

  private synchronized void leave(String video, WatchedVideo entry) {
    if (entry.leave()) {
      watched.remove(video, entry);
    }
  }

  synchronized int watchedVideos() {
    return watched.size();
  }

  /** One listener's place. */
  final class Listener implements AutoCloseable {

    private final String video;
    private final WatchedVideo entry;

    private Listener(String video, WatchedVideo entry) {
      this.video = video;
      this.entry = entry;
    }

    /** Waits for a state other than the known one; empty if there is none in time. */
    Optional<Snapshot> next(String knownId, Duration patience) throws InterruptedException {
      return entry.next(knownId, patience);
    }

    @Override
    public void close() {
      StatusFeed.this.leave(video, entry);
    }
  }
}
