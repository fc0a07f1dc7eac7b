package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.Locale;

/** How a playlist names an object, relative to itself. */
@FunctionalInterface
public interface ObjectPaths {

  /** Path of a track's object. */
  String path(Track track, int number, MediaObject object);

  /** As stored: with the attempt in it, so that it may be cached for ever. */
  static ObjectPaths stored(String video) {
    return (track, number, object) -> object.key().substring(ObjectKeys.prefix(video).length());
  }

  /** For a folder of one's own: {@code 720p/0003.mp4}. */
  static ObjectPaths plain() {
    return (track, number, object) ->
        String.format(Locale.ROOT, "%s/%04d.mp4", track.name(), number);
  }
}
