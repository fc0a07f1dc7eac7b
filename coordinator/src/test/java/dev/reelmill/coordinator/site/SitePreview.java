package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.playback.PlaybackRoutes;
import dev.reelmill.coordinator.store.LocalObjectStore;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import dev.reelmill.coordinator.upload.UploadRoutes;
import dev.reelmill.coordinator.upload.UploadSettings;
import dev.reelmill.coordinator.upload.Uploads;
import dev.reelmill.coordinator.web.Routes;
import dev.reelmill.coordinator.web.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The whole web tier over a farm that is not there. */
final class SitePreview implements AutoCloseable {

  private final TestDatabase database = new TestDatabase();
  private final TestServer server;
  private final PreviewFarm farm;
  private final LocalObjectStore store;

  SitePreview(Path folder, BundledFfmpeg ffmpeg) throws Exception {
    store = new LocalObjectStore(new StoreSettings(folder.resolve("store")));
    farm = new PreviewFarm(database.context(), store, ffmpeg);
    var uploads =
        new Uploads(
            database.context(),
            store,
            store.partial(),
            farm,
            new UploadSettings(1L << 30, Duration.ofDays(1), 0),
            Clock.systemUTC());
    var signed = new SignedObjects(new byte[32], Clock.systemUTC());
    Routes routes = new Routes();
    Site site = new Site(farm);
    site.register(routes);
    site.registerUpload(routes, SiteTest.PROFILES);
    UploadRoutes.register(routes, uploads);
    PlaybackRoutes.register(routes, farm, store, signed, TestServer.SETTINGS);
    server = new TestServer(routes, site.errorPages());
  }

  PreviewFarm farm() {
    return farm;
  }

  LocalObjectStore store() {
    return store;
  }

  URI url(String path) {
    return server.url(path);
  }

  @Override
  public void close() throws IOException {
    server.close();
    database.close();
  }
}
