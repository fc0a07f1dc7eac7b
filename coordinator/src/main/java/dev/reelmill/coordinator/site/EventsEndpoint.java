package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.EventStream;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** {@code /api/videos/ID/events}: each new state of a video, until the final one. */
final class EventsEndpoint implements Endpoint {

  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  private final StatusFeed feed;
  private final Duration heartbeat;

  EventsEndpoint(StatusFeed feed, Duration heartbeat) {
    this.feed = feed;
    this.heartbeat = heartbeat;
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    String known = exchange.header("Last-Event-ID").orElse("");
    try (StatusFeed.Listener listener = feed.listen(exchange.variable("id"))) {
      Snapshot first = listener.next("", FIRST_LOOK).orElseThrow(EventsEndpoint::unavailable);
      if (first.isNone()) {
        throw Refusal.notFound("There is no video " + exchange.variable("id") + ".");
      }
      if (first.last() && first.id().equals(known)) {
        // tells the browser not to come back
        exchange.send(204);
      } else {
        stream(exchange.events(), listener, known);
      }
    }
  }

  private void stream(EventStream events, StatusFeed.Listener listener, String lastKnown)
      throws IOException, InterruptedException {
    String known = lastKnown;
    events.heartbeat();
    while (events.isWanted()) {
      Optional<Snapshot> next = listener.next(known, heartbeat);
      if (next.isEmpty()) {
        events.heartbeat();
        continue;
      }
      if (!next.get().isNone()) {
        events.send("status", next.get().id(), next.get().json());
      }
      if (next.get().last()) {
        return;
      }
      known = next.get().id();
    }
  }

  private static Refusal unavailable() {
    return new Refusal(503, "status-unavailable", "The video's state can't be looked up now.");
  }
}
