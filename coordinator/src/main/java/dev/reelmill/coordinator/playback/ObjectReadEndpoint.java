package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;

/** GET and HEAD of a signed URL: a worker reads. */
final class ObjectReadEndpoint implements Endpoint {

  private final ObjectStore store;
  private final SignedObjects signed;
  private final ByteResponder responder;

  ObjectReadEndpoint(ObjectStore store, SignedObjects signed, ByteResponder responder) {
    this.store = store;
    this.signed = signed;
    this.responder = responder;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String key = Signature.requireKey(exchange, signed::mayRead);
    exchange.header("Cache-Control", "private, no-store");
    responder.send(
        exchange,
        store.find(key).orElseThrow(() -> Refusal.notFound("There is no object " + key + ".")));
  }
}
