package dev.reelmill.coordinator.playback;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.publish.ChapterFile;
import dev.reelmill.coordinator.publish.Playlist;
import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /media/VIDEO/…}: what players load. */
final class MediaEndpoint implements Endpoint {

  private final Publications publications;
  private final ObjectStore store;
  private final ByteResponder responder;
  private final @Nullable String accelPrefix;

  MediaEndpoint(
      Publications publications,
      ObjectStore store,
      ByteResponder responder,
      @Nullable String accelPrefix) {
    this.publications = publications;
    this.store = store;
    this.responder = responder;
    this.accelPrefix = accelPrefix;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String video = exchange.variable("video");
    String path = exchange.variable("path");
    allowOtherSites(exchange);
    boolean written = path.endsWith(".m3u8") || path.endsWith(".mpd");
    if (written || path.equals(ChapterFile.NAME)) {
      Playlist playlist = publications.playlist(video, path).orElseThrow(() -> none(exchange));
      sendText(exchange, MediaTypes.of(path), playlist.text());
    } else {
      sendObject(exchange, object(video, path).orElseThrow(() -> none(exchange)));
    }
  }

  static void allowOtherSites(Exchange exchange) {
    exchange.header("Access-Control-Allow-Origin", "*");
    exchange.header("Access-Control-Expose-Headers", "Content-Length, Content-Range, ETag");
    exchange.header("Cross-Origin-Resource-Policy", "cross-origin");
  }

  private Optional<StoredObject> object(String video, String path) {
    String key = ObjectKeys.prefix(video) + path;
    try {
      ObjectKeys.checked(key);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return store.find(key);
  }

  private void sendObject(Exchange exchange, StoredObject object) throws IOException {
    // keys contain the attempt, so the bytes behind a URL never change
    exchange.header("Cache-Control", "public, max-age=31536000, immutable");
    if (accelPrefix == null || !object.isLocal()) {
      responder.send(exchange, object);
    } else {
      exchange.header("Content-Type", MediaTypes.of(object.key()));
      exchange.header("X-Accel-Redirect", accelPrefix + object.key()).send(200);
    }
  }

  /** Text that is written when it is asked for. */
  static void sendText(Exchange exchange, String type, String content) throws IOException {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    // weak, as it may be sent compressed
    String etag = "W/\"" + hash(text) + "\"";
    exchange.header("ETag", etag);
    // a finished one is still asked for anew: the next job may publish another
    exchange.header("Cache-Control", "no-cache");
    var outcome = new Conditions(etag, Instant.MAX).evaluate(exchange);
    if (outcome == Conditions.Outcome.NOT_MODIFIED) {
      exchange.send(304);
    } else {
      exchange.send(200, type, text);
    }
  }

  private static String hash(byte[] text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  static Refusal none(Exchange exchange) {
    return Refusal.notFound(
        exchange.path().endsWith(".mpd")
            ? "There is no DASH manifest at " + exchange.path() + " until the video is finished."
            : "There is nothing at " + exchange.path() + ", or not yet.");
  }
}
