package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.text.Languages;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is to read with a video.
 *
 * @param subtitles tracks that have something to show
 * @param chapters in order
 */
public record VideoTexts(List<Subtitles> subtitles, List<ChapterStart> chapters) {

  public static final VideoTexts NONE = new VideoTexts(List.of(), List.of());

  public VideoTexts {
    subtitles = List.copyOf(subtitles);
    chapters = List.copyOf(chapters);
  }

  /**
   * One subtitle track.
   *
   * @param path below the video's media folder
   * @param name for readers
   * @param isCaptions whether it also tells what is heard, for people who hear little
   */
  public record Subtitles(
      String path, String name, @Nullable String language, boolean isCaptions, boolean isDefault) {}

  /** Where a chapter begins. */
  public record ChapterStart(Duration at, String title) {}

  static VideoTexts of(PublishedMedia media) {
    List<Subtitles> subtitles = new ArrayList<>();
    for (TextTrack track : media.text()) {
      if (track.object() != null) {
        subtitles.add(subtitles(media.video(), track, subtitles.size() + 1));
      }
    }
    return new VideoTexts(
        subtitles,
        media.facts().chapters().isEmpty() ? List.of() : ChapterFile.starts(media.facts()));
  }

  private static Subtitles subtitles(String video, TextTrack track, int number) {
    TrackLabel label = track.label();
    String key = Objects.requireNonNull(track.object()).key();
    return new Subtitles(
        key.substring(ObjectKeys.prefix(video).length()),
        name(label, number),
        label.language(),
        label.is(TrackRole.HEARING_IMPAIRED),
        label.isDefault());
  }

  private static String name(TrackLabel label, int number) {
    if (label.title() != null) {
      return label.title();
    }
    String language = label.language();
    return language == null ? "Subtitles " + number : Languages.name(language);
  }
}
