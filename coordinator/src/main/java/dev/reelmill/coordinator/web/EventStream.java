package dev.reelmill.coordinator.web;

import java.io.IOException;

/** Server-sent events to one listener; each call waits until the network has taken the event. */
public final class EventStream {

  private final Exchange exchange;

  EventStream(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Sends one event.
   *
   * @param id what the browser sends back as {@code Last-Event-ID}
   * @param data one line
   * @throws IOException if the listener is gone
   */
  public void send(String event, String id, String data) throws IOException {
    exchange.write("event: " + event + "\nid: " + id + "\ndata: " + data + "\n\n");
  }

  /** A sign of life that browsers ignore. */
  public void heartbeat() throws IOException {
    exchange.write(":\n\n");
  }

  /** Whether the listener is still there and the server is not about to stop. */
  public boolean isWanted() {
    return exchange.isOpen();
  }
}
