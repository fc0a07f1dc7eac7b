package dev.reelmill.coordinator.transcode;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.publish.ChapterFile;
import dev.reelmill.coordinator.publish.DashManifest;
import dev.reelmill.coordinator.publish.HlsPlaylists;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.ProgressiveFile;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.Report;
import dev.reelmill.coordinator.publish.StoredPart;
import dev.reelmill.coordinator.publish.VideoPictures;
import dev.reelmill.coordinator.store.ObjectStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param pictures the small ones, if there are any
   * @param target replaced if it exists
   * @throws ReelmillException {@link FailureCode#DISK_FULL} or {@link FailureCode#INTERNAL}
   */
  public void write(
      PublishedMedia media, Report report, @Nullable VideoPictures pictures, Path target) {
    Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
    try {
      Folders.delete(partial);
      Files.createDirectories(partial);
      writeTracks(media, partial);
      if (!media.facts().chapters().isEmpty()) {
        Files.writeString(partial.resolve(ChapterFile.NAME), ChapterFile.of(media.facts()));
      }
      if (pictures != null) {
        writePictures(pictures, media, partial);
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

  /** The poster beside the playlists, all others in a folder. */
  private void writePictures(VideoPictures pictures, PublishedMedia media, Path folder)
      throws IOException {
    cut(pictures, VideoPictures.POSTER, folder);
    Path inside = Files.createDirectories(folder.resolve("pictures"));
    for (String name : pictures.names()) {
      cut(pictures, name, inside);
    }
    Optional<String> storyboard = pictures.storyboard(media.facts().duration(), "");
    if (storyboard.isPresent()) {
      Files.writeString(inside.resolve(VideoPictures.STORYBOARD), storyboard.get());
    }
  }

  /** A part of an object as a file of its own. */
  private void cut(VideoPictures pictures, String name, Path folder) throws IOException {
    Optional<StoredPart> part = pictures.part(name);
    if (part.isEmpty()) {
      return;
    }
    StoredPart found = part.get();
    try (FileChannel from = FileChannel.open(object(found.key()), READ);
        FileChannel to = FileChannel.open(folder.resolve(name), CREATE_NEW, WRITE)) {
      if (from.transferTo(found.offset(), found.sizeBytes(), to) != found.sizeBytes()) {
        throw new IOException("the object " + found.key() + " is too short");
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
