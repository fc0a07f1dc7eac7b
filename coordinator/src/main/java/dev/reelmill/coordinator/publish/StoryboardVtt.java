package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PicturesPack;
import java.util.Locale;

/**
 * Writes a storyboard as WebVTT: each cue names a part of a sheet by a media fragment ({@code
 * #xywh}), as players' seek bars read it. Pure.
 */
final class StoryboardVtt {

  private StoryboardVtt() {}

  /**
   * Writes it.
   *
   * @param tiles how many show something
   * @param duration of the video in seconds, where the last cue ends
   * @param version for the sheets' URLs; empty for none
   */
  static String write(Storyboard storyboard, int tiles, Rational duration, String version) {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    for (int i = 0; i < tiles; i++) {
      Rational begin = storyboard.interval().times(i);
      Rational end = storyboard.interval().times(i + 1);
      boolean cut = i == tiles - 1 && begin.compareTo(duration) < 0 && duration.compareTo(end) < 0;
      Tile tile = Tile.of(storyboard, i);
      text.append('\n').append(clock(begin)).append(" --> ").append(clock(cut ? duration : end));
      text.append(
          "\n%s%s#xywh=%d,%d,%d,%d\n"
              .formatted(
                  PicturesPack.sheet(tile.sheet),
                  version.isEmpty() ? "" : "?v=" + version,
                  tile.x,
                  tile.y,
                  storyboard.tile().width(),
                  storyboard.tile().height()));
    }
    return text.toString();
  }

  private static String clock(Rational seconds) {
    long millis = seconds.times(1000).round();
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }

  /** Where a tile is. */
  private record Tile(int sheet, int x, int y) {
    static Tile of(Storyboard storyboard, int number) {
      int perSheet = storyboard.columns() * storyboard.rows();
      int place = number % perSheet;
      return new Tile(
          1 + number / perSheet,
          place % storyboard.columns() * storyboard.tile().width(),
          place / storyboard.columns() * storyboard.tile().height());
    }
  }
}
