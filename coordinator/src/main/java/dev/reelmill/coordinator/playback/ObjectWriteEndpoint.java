package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.ObjectExistsException;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PUT to a signed URL: a worker delivers an object, once; perhaps while it still encodes, without
 * saying how much will come.
 */
final class ObjectWriteEndpoint implements Endpoint {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final ObjectStore store;
  private final SignedObjects signed;

  ObjectWriteEndpoint(ObjectStore store, SignedObjects signed) {
    this.store = store;
    this.signed = signed;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String key = Signature.requireKey(exchange, signed::mayWrite);
    if (!exchange.header("If-None-Match").orElse("").strip().equals("*")) {
      throw new Refusal(
          428, "precondition-required", "Objects are written once: send If-None-Match: *");
    }
    boolean grows = exchange.contentLength() < 0;
    Long size = grows ? null : exchange.contentLength();
    InputStream bytes = grows ? exchange.growingBody() : exchange.body();
    try {
      StoredObject object = store.put(key, bytes, new Expected(size, checksum(exchange)));
      exchange.header("ETag", "\"" + object.etag() + "\"").send(201);
    } catch (ObjectExistsException e) {
      throw new Refusal(412, "object-exists", "There is an object " + key + " already.");
    }
  }

  private static @Nullable String checksum(Exchange exchange) {
    String text = exchange.header("X-Checksum-Sha256").orElse("").toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return null;
    }
    if (!SHA256.matcher(text).matches()) {
      throw Refusal.badRequest("X-Checksum-Sha256 is 64 hex digits.");
    }
    return text;
  }
}
