package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.util.Map;

/** Answers GET and HEAD with an object or a part of it. */
final class ByteResponder {

  void send(Exchange exchange, StoredObject object) throws IOException {
    Conditions conditions = new Conditions("\"" + object.etag() + "\"", object.lastModified());
    exchange.header("ETag", conditions.etag());
    exchange.header("Last-Modified", conditions.lastModifiedText());
    exchange.header("Accept-Ranges", "bytes");
    switch (conditions.evaluate(exchange)) {
      case NOT_MODIFIED -> exchange.send(304);
      case FAILED ->
          throw new Refusal(412, "precondition-failed", "The object is not the one expected.");
      case SEND -> send(exchange, object, range(exchange, object, conditions));
    }
  }

  private static ByteRange range(Exchange exchange, StoredObject object, Conditions conditions) {
    // Range has a meaning for GET only, and If-Range decides about it
    if (exchange.isHead() || !conditions.rangeHolds(exchange)) {
      return new ByteRange.Whole();
    }
    return exchange
        .header("Range")
        .map(header -> ByteRange.of(header, object.sizeBytes()))
        .orElse(new ByteRange.Whole());
  }

  private static void send(Exchange exchange, StoredObject object, ByteRange range)
      throws IOException {
    long size = object.sizeBytes();
    switch (range) {
      case ByteRange.Whole whole -> {
        exchange.header("Content-Type", MediaTypes.of(object.key()));
        exchange.sendFile(200, object.file(), 0, size);
      }
      case ByteRange.Part(long offset, long length) -> {
        exchange.header("Content-Type", MediaTypes.of(object.key()));
        exchange.header(
            "Content-Range", "bytes " + offset + "-" + (offset + length - 1) + "/" + size);
        exchange.sendFile(206, object.file(), offset, length);
      }
      case ByteRange.Unsatisfiable none ->
          throw new Refusal(
              416,
              "range-not-satisfiable",
              "The object has " + size + " bytes.",
              Map.of("Content-Range", "bytes */" + size));
    }
  }
}
