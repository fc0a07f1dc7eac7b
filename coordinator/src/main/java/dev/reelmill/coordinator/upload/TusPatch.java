package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.util.Map;

/** PATCH: the next bytes. */
final class TusPatch implements Endpoint {

  private final Uploads uploads;
  private final Arrival arrival;
  private final Writers writers;

  TusPatch(Uploads uploads, Arrival arrival, Writers writers) {
    this.uploads = uploads;
    this.arrival = arrival;
    this.writers = writers;
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    if (!Tus.carriesBytes(exchange)) {
      throw new Refusal(
          415, "unsupported-media-type", "The bytes are to be sent as " + Tus.BYTES + ".");
    }
    long offset = Tus.bytes(exchange, "Upload-Offset");
    String id = Tus.find(uploads, exchange).id();
    writers.alone(id, exchange::abort, () -> receive(exchange, offset));
    exchange.send(204);
  }

  private void receive(Exchange exchange, long offset) throws IOException {
    Upload upload = Tus.find(uploads, exchange);
    long present = uploads.offset(upload);
    if (offset != present) {
      throw new Refusal(
          409,
          "wrong-offset",
          "The upload has " + present + " bytes, so it can't go on at " + offset + ".",
          Map.of("Upload-Offset", Long.toString(present)));
    }
    if (present == upload.lengthBytes()) {
      arrival.answer(exchange, upload, present);
    } else {
      arrival.receive(exchange, upload, offset);
    }
  }
}
