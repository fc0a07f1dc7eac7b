package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.util.Map;

/** Answers GET and HEAD with an object, or with what of it is a whole to the client. */
final class ByteResponder {

  private final ObjectStore store;

  ByteResponder(ObjectStore store) {
    this.store = store;
  }

  void send(Exchange exchange, StoredObject object) throws IOException {
    send(exchange, Part.of(object));
  }

  void send(Exchange exchange, Part part) throws IOException {
    Conditions conditions = new Conditions("\"" + part.etag() + "\"", part.object().lastModified());
    exchange.header("ETag", conditions.etag());
    exchange.header("Last-Modified", conditions.lastModifiedText());
    exchange.header("Accept-Ranges", "bytes");
    switch (conditions.evaluate(exchange)) {
      case NOT_MODIFIED -> exchange.send(304);
      case FAILED ->
          throw new Refusal(412, "precondition-failed", "The object is not the one expected.");
      case SEND -> send(exchange, part, range(exchange, part, conditions));
    }
  }

  private static ByteRange range(Exchange exchange, Part part, Conditions conditions) {
    // Range has a meaning for GET only, and If-Range decides about it
    if (exchange.isHead() || !conditions.rangeHolds(exchange)) {
      return new ByteRange.Whole();
    }
    return exchange
        .header("Range")
        .map(header -> ByteRange.of(header, part.sizeBytes()))
        .orElse(new ByteRange.Whole());
  }

  private void send(Exchange exchange, Part part, ByteRange range) throws IOException {
    long size = part.sizeBytes();
    switch (range) {
      case ByteRange.Whole whole -> {
        exchange.header("Content-Type", part.type());
        sendBytes(exchange, 200, part.object(), part.offset(), size);
      }
      case ByteRange.Part(long offset, long length) -> {
        exchange.header("Content-Type", part.type());
        exchange.header(
            "Content-Range", "bytes " + offset + "-" + (offset + length - 1) + "/" + size);
        sendBytes(exchange, 206, part.object(), part.offset() + offset, length);
      }
      case ByteRange.Unsatisfiable none ->
          throw new Refusal(
              416,
              "range-not-satisfiable",
              "The object has " + size + " bytes.",
              Map.of("Content-Range", "bytes */" + size));
    }
  }

  private void sendBytes(
      Exchange exchange, int status, StoredObject object, long offset, long length)
      throws IOException {
    if (object.isLocal()) {
      exchange.sendFile(status, object.file(), offset, length);
    } else {
      exchange.sendStream(status, () -> store.read(object, offset, length), length);
    }
  }
}
