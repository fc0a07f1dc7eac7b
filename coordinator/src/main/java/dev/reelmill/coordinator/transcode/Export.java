package dev.reelmill.coordinator.transcode;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.publish.HlsPlaylists;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.Report;
import dev.reelmill.coordinator.store.ObjectStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a finished video into a folder that plays from any static web server. The folder appears
 * whole or not at all.
 */
public final class Export {

  private final ObjectStore store;

  public Export(ObjectStore store) {
    this.store = store;
  }

  /**
   * Writes it.
   *
   * @param target replaced if it exists
   * @throws ReelmillException {@link FailureCode#DISK_FULL} or {@link FailureCode#INTERNAL}
   */
  public void write(PublishedMedia media, Report report, Path target) {
    Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
    try {
      Folders.delete(partial);
      Files.createDirectories(partial);
      writeTracks(media, partial);
      Poster poster = media.poster();
      if (poster != null) {
        cut(poster.key(), poster.offset(), poster.sizeBytes(), partial.resolve("poster.jpg"));
      }
      Files.writeString(partial.resolve("report.json"), Json.pretty(report));
      Folders.delete(target);
      Files.move(partial, target);
    } catch (IOException e) {
      throw new ReelmillException(
          String.valueOf(e.getMessage()).contains("No space left")
              ? FailureCode.DISK_FULL
              : FailureCode.INTERNAL,
          "can't write " + target + ": " + e.getMessage(),
          e);
    }
  }

  private void writeTracks(PublishedMedia media, Path folder) throws IOException {
    ObjectPaths paths = ObjectPaths.plain();
    HlsPlaylists playlists = new HlsPlaylists(media, paths);
    Files.writeString(folder.resolve(HlsPlaylists.MASTER), playlists.master());
    List<Track> tracks = new ArrayList<>(media.rungs());
    tracks.addAll(media.audio());
    for (Track track : tracks) {
      Files.writeString(folder.resolve(HlsPlaylists.name(track)), playlists.media(track));
      for (int i = 0; i < track.objects().size(); i++) {
        MediaObject object = track.objects().get(i);
        place(object.key(), folder.resolve(paths.path(track, i, object)));
      }
    }
  }

  /** A part of an object as a file of its own. */
  private void cut(String key, long offset, long sizeBytes, Path target) throws IOException {
    try (FileChannel from = FileChannel.open(object(key), READ);
        FileChannel to = FileChannel.open(target, CREATE_NEW, WRITE)) {
      if (from.transferTo(offset, sizeBytes, to) != sizeBytes) {
        throw new IOException("the object " + key + " is too short");
      }
    }
  }

  /** Without copying where the folder is on the store's disk. */
  private void place(String key, Path target) throws IOException {
    Path object = object(key);
    Files.createDirectories(target.getParent());
    try {
      Files.createLink(target, object);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(object, target);
    }
  }

  private Path object(String key) throws IOException {
    return store
        .find(key)
        .orElseThrow(() -> new IOException("the object " + key + " is gone"))
        .file();
  }
}
