package dev.reelmill.coordinator.farm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Debian's {@code mediainfo} says of what a farm publishes. */
final class MediaInfo {

  private MediaInfo() {}

  static boolean isInstalled() {
    return Files.exists(Path.of("/usr/bin/mediainfo"));
  }

  /** Its tracks; the whole file is the first of them, {@code General}. */
  static JsonNode tracks(Path file) throws IOException, InterruptedException {
    return Json.tree(WebTools.run("mediainfo", "--Output=JSON", file.toString()))
        .path("media")
        .path("track");
  }

  /** Fetches a file. */
  static Path fetch(URI address, Path target) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      Files.copy(in, target);
    }
    return target;
  }

  /** Puts a rendition together as a player does: one init segment, and all fragments. */
  static Path join(FarmFixture farm, Track track, Path target) throws IOException {
    List<MediaObject> objects = track.objects();
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < objects.size(); i++) {
        Path stored =
            farm.farm.coordinator().store().find(objects.get(i).key()).orElseThrow().file();
        byte[] bytes = Files.readAllBytes(stored);
        int from = i == 0 ? 0 : objects.get(i).initBytes();
        out.write(bytes, from, bytes.length - from);
      }
    }
    return target;
  }
}
