package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.util.Map;

/** POST: begins an upload, perhaps with its first bytes. */
final class TusCreate implements Endpoint {

  private final Uploads uploads;
  private final Arrival arrival;
  private final Writers writers;

  TusCreate(Uploads uploads, Arrival arrival, Writers writers) {
    this.uploads = uploads;
    this.arrival = arrival;
    this.writers = writers;
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    long length = Tus.bytes(exchange, "Upload-Length");
    long most = uploads.settings().maxSizeBytes();
    if (length > most) {
      throw new Refusal(
          413,
          "too-large",
          "The file has " + length + " bytes; " + most + " are allowed (upload.max-size).",
          Map.of("Tus-Max-Size", Long.toString(most)));
    }
    Metadata metadata = Metadata.of(exchange.header("Upload-Metadata").orElse(""));
    if (metadata.isSubtitles()
        && (length > SideCar.MOST_BYTES || !SideCar.isOne(metadata.fileName()))) {
      throw Refusal.badRequest(
          "Subtitles are .srt, .vtt, .ass or .ssa files of at most "
              + SideCar.MOST_BYTES
              + " bytes.");
    }
    Upload upload = uploads.create(length, metadata, exchange.client());
    exchange.header("Location", Tus.PATH + "/" + upload.id());
    if (exchange.hasBody() && Tus.carriesBytes(exchange)) {
      writers.alone(upload.id(), exchange::abort, () -> arrival.receive(exchange, upload, 0));
    } else {
      arrival.answer(exchange, upload, 0);
    }
    exchange.send(201);
  }
}
