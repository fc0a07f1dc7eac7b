package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import java.io.IOException;

/** HEAD: where to go on. */
final class TusHead implements Endpoint {

  private final Uploads uploads;
  private final Arrival arrival;
  private final Writers writers;

  TusHead(Uploads uploads, Arrival arrival, Writers writers) {
    this.uploads = uploads;
    this.arrival = arrival;
    this.writers = writers;
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    exchange.header("Cache-Control", "no-store");
    Upload upload = Tus.find(uploads, exchange);
    exchange.header("Upload-Length", Long.toString(upload.lengthBytes()));
    exchange.header("Upload-Metadata", Metadata.header(upload));
    // an offset that still moves is of no use to who wants to go on from it
    writers.alone(
        upload.id(),
        exchange::abort,
        () -> arrival.answer(exchange, upload, uploads.offset(upload)));
    exchange.send(200);
  }
}
