package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.publish.VideoTexts;

/**
 * For watch.jte.
 *
 * @param texts subtitles and chapters
 * @param start where playing begins, in whole seconds; empty for the beginning
 * @param mine whether the one who looks has uploaded it
 */
public record WatchModel(
    AssetLibrary assets, VideoView video, VideoTexts texts, String start, boolean mine) {

  /** Address of something below the video's media folder. */
  public String url(String path) {
    return "/media/" + video.id() + "/" + path;
  }

  /** {@code 1:02:03}. */
  public String clock(VideoTexts.ChapterStart chapter) {
    return Texts.clock(chapter.at());
  }
}
