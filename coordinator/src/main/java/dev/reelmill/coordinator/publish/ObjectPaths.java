package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.Locale;

/** How a playlist names an object, relative to itself. */
public interface ObjectPaths {

  /** Path of a track's object. */
  String path(Track track, int number, MediaObject object);

  /** Path of the WebVTT file of subtitles. */
  String path(TextTrack track, TextObject object);

  /** Path of a progressive file. */
  String path(AssembledFile file);

  /** As stored: with the attempt in it, so that it may be cached for ever. */
  static ObjectPaths stored(String video) {
    return new Stored(ObjectKeys.prefix(video).length());
  }

  /** For a folder of one's own: {@code 720p/0003.mp4}, {@code text-1.vtt}, {@code 720p.mp4}. */
  static ObjectPaths plain() {
    return new Plain();
  }

  /** Keys without what all keys of a video begin with. */
  record Stored(int prefix) implements ObjectPaths {

    @Override
    public String path(Track track, int number, MediaObject object) {
      return object.key().substring(prefix);
    }

    @Override
    public String path(TextTrack track, TextObject object) {
      return object.key().substring(prefix);
    }

    @Override
    public String path(AssembledFile file) {
      return file.key().substring(prefix);
    }
  }

  /** Names for people. */
  record Plain() implements ObjectPaths {

    @Override
    public String path(Track track, int number, MediaObject object) {
      return String.format(Locale.ROOT, "%s/%04d.mp4", track.name(), number);
    }

    @Override
    public String path(TextTrack track, TextObject object) {
      return track.name() + ".vtt";
    }

    @Override
    public String path(AssembledFile file) {
      return file.name();
    }
  }
}
