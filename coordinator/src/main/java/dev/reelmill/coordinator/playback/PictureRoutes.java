package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.publish.Pictures;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.web.Routes;

/** Registers {@code /media/VIDEO/pictures}. */
public final class PictureRoutes {

  private PictureRoutes() {}

  public static void register(Routes routes, Pictures pictures, ObjectStore store) {
    routes.on("GET", "/media/{video}/pictures/{name}", new PicturesEndpoint(pictures, store));
  }
}
