package dev.reelmill.coordinator.upload;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import java.io.IOException;

/** DELETE: the uploader has changed their mind. */
final class TusDelete implements Endpoint {

  private final Uploads uploads;
  private final Writers writers;

  TusDelete(Uploads uploads, Writers writers) {
    this.uploads = uploads;
    this.writers = writers;
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    String id = Tus.find(uploads, exchange).id();
    writers.alone(id, exchange::abort, () -> terminate(exchange));
    exchange.send(204);
  }

  private void terminate(Exchange exchange) {
    Upload upload = Tus.find(uploads, exchange);
    if (upload.video() != null) {
      throw new ReelmillException(
          FailureCode.CONFLICT, "the upload has become video " + upload.video() + " already");
    }
    uploads.terminate(upload);
  }
}
