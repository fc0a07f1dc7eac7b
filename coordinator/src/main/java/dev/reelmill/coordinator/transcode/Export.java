package dev.reelmill.coordinator.transcode;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.publish.DashManifest;
import dev.reelmill.coordinator.publish.HlsPlaylists;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.ProgressiveFile;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.Report;
import dev.reelmill.coordinator.store.ObjectStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

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
    Files.writeString(folder.resolve(DashManifest.NAME), DashManifest.of(media, paths));
    for (Track track : media.shown()) {
      Files.writeString(folder.resolve(HlsPlaylists.name(track)), playlists.media(track));
      if (track.picture() != null) {
        Files.writeString(
            folder.resolve(HlsPlaylists.keyframesName(track)), playlists.keyframes(track));
      }
      for (int i = 0; i < track.objects().size(); i++) {
        MediaObject object = track.objects().get(i);
        place(object.key(), folder.resolve(paths.path(track, i, object)));
      }
    }
    for (TextTrack track : media.shownText()) {
      TextObject object = Objects.requireNonNull(track.object());
      Files.writeString(folder.resolve(HlsPlaylists.name(track)), playlists.subtitles(track));
      place(object.key(), folder.resolve(paths.path(track, object)));
    }
    for (ProgressiveFile planned : media.files()) {
      AssembledFile file = planned.file();
      if (file != null) {
        place(file.key(), folder.resolve(paths.path(file)));
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
