package dev.reelmill.coordinator.publish;

import java.util.List;
import java.util.Optional;

/** Everything that can be shown of the videos. */
public interface Publications {

  /**
   * A playlist or manifest of a video as it is now.
   *
   * @param video its public id
   * @param path below the video's media folder: {@code master.m3u8}, {@code 720p.m3u8}, {@code
   *     manifest.mpd}
   * @return empty if there is no such video, or it has no such playlist yet
   */
  Optional<Playlist> playlist(String video, String path);

  /** The state of one video; empty if there is none of this id. */
  Optional<VideoStatus> status(String video);

  /** What there is to read with a video; nothing if there is none of this id. */
  default VideoTexts texts(String video) {
    return VideoTexts.NONE;
  }

  /** The newest videos first, whatever their state. */
  List<VideoStatus> newest(int limit);
}
