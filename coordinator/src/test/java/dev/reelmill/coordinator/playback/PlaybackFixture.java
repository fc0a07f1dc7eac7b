package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.publish.Playlist;
import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.LocalObjectStore;
import dev.reelmill.coordinator.store.SignedObjects;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.web.HttpSettings;
import dev.reelmill.coordinator.web.Routes;
import dev.reelmill.coordinator.web.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A server with one video of one object of 200,000 bytes and one playlist. */
final class PlaybackFixture implements AutoCloseable, Publications {

  static final String KEY = "videos/v/720p/0000-1.mp4";

  final byte[] bytes = new byte[200_000];
  final LocalObjectStore store;
  final SignedObjects signed = new SignedObjects(new byte[32], Clock.systemUTC());
  volatile Playlist playlist = new Playlist("#EXTM3U\n", true);
  private final TestServer server;

  PlaybackFixture(Path folder) throws IOException {
    this(folder, null);
  }

  PlaybackFixture(Path folder, @Nullable String accelPrefix) throws IOException {
    new Random(7).nextBytes(bytes);
    store = new LocalObjectStore(new StoreSettings(folder));
    store.put(KEY, new ByteArrayInputStream(bytes), Expected.NOTHING);
    Routes routes = new Routes();
    var settings = new HttpSettings("127.0.0.1", 0, null, accelPrefix, Duration.ofSeconds(3));
    PlaybackRoutes.register(routes, this, store, signed, settings);
    server = new TestServer(routes);
  }

  URI media(String path) {
    return server.url("/media/v/" + path);
  }

  URI object() {
    return media("720p/0000-1.mp4");
  }

  URI readUrl(String key, Duration validity) {
    return signed.readUrl(server.url(""), key, validity);
  }

  URI writeUrl(String key, Duration validity) {
    return signed.writeUrl(server.url(""), key, validity);
  }

  TestServer server() {
    return server;
  }

  @Override
  public Optional<Playlist> playlist(String video, String path) {
    return video.equals("v") && path.equals("master.m3u8")
        ? Optional.of(playlist)
        : Optional.empty();
  }

  @Override
  public Optional<VideoStatus> status(String video) {
    return Optional.empty();
  }

  @Override
  public List<VideoStatus> newest(int limit) {
    return List.of();
  }

  @Override
  public void close() {
    server.close();
  }
}
