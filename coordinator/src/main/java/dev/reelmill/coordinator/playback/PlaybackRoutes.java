package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.HttpSettings;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Registers {@code /media} and {@code /objects}. */
public final class PlaybackRoutes {

  private PlaybackRoutes() {}

  /**
   * Registers them.
   *
   * @param signed the URLs by which workers reach objects here; absent if they reach the store
   */
  public static void register(
      Routes routes,
      Publications publications,
      ObjectStore store,
      @Nullable SignedObjects signed,
      HttpSettings settings) {
    ByteResponder responder = new ByteResponder(store);
    Endpoint media = new MediaEndpoint(publications, store, responder, settings.accelPrefix());
    routes
        .on("GET", "/media/{video}/{path...}", media)
        .on("OPTIONS", "/media/{video}/{path...}", PlaybackRoutes::preflight);
    if (signed != null) {
      String objects = SignedObjects.PATH + "/{key...}";
      routes
          .onAnyOrigin("GET", objects, new ObjectReadEndpoint(store, signed, responder))
          .onAnyOrigin("PUT", objects, new ObjectWriteEndpoint(store, signed));
    }
  }

  /** Players on other sites send Range, which browsers ask about first when it is not simple. */
  private static void preflight(Exchange exchange) throws IOException {
    exchange
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
        .header("Access-Control-Allow-Headers", "Range, If-Range, If-None-Match")
        .header("Access-Control-Max-Age", "86400")
        .header("Allow", "GET, HEAD, OPTIONS")
        .send(204);
  }
}
