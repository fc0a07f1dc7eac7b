package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.Chapter;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.text.Cue;
import dev.reelmill.common.text.CueText;
import dev.reelmill.common.text.WebVtt;
import dev.reelmill.coordinator.publish.VideoTexts.ChapterStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Chapters of a video in published time, and the WebVTT file that holds them. Pure. */
public final class ChapterFile {

  public static final String NAME = "chapters.vtt";

  private ChapterFile() {}

  /** The file; without chapters it has only its head. */
  public static String of(SourceFacts facts) {
    return WebVtt.write(cues(facts));
  }

  static List<ChapterStart> starts(SourceFacts facts) {
    long end = facts.duration().times(1000).round();
    return facts.chapters().stream()
        .map(chapter -> new ChapterStart(Duration.ofMillis(start(chapter, facts)), chapter.title()))
        .filter(chapter -> chapter.at().toMillis() < end)
        .toList();
  }

  private static long start(Chapter chapter, SourceFacts facts) {
    return Math.max(0, chapter.start().minus(facts.origin()).times(1000).round());
  }

  /** In order; what lies before the beginning or behind the end is left out. */
  static List<Cue> cues(SourceFacts facts) {
    long end = facts.duration().times(1000).round();
    List<Cue> cues = new ArrayList<>();
    for (Chapter chapter : facts.chapters()) {
      long from = start(chapter, facts);
      long to = Math.min(end, chapter.end().minus(facts.origin()).times(1000).round());
      if (to > from) {
        cues.add(new Cue(from, to, "", CueText.plain(chapter.title())));
      }
    }
    return cues;
  }
}
