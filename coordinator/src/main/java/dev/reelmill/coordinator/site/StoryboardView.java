package dev.reelmill.coordinator.site;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.coordinator.publish.VideoPictures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Some scenes of a storyboard, to seek by: parts of its sheets.
 *
 * @param tileWidth of each in pixels
 * @param tileHeight of each in pixels
 * @param sheetWidth of the sheets in pixels
 * @param sheetHeight of the sheets in pixels
 */
public record StoryboardView(
    int tileWidth, int tileHeight, int sheetWidth, int sheetHeight, List<Scene> scenes) {

  private static final int MOST_SCENES = 12;

  /**
   * One scene.
   *
   * @param seconds when it begins
   * @param clock the same for people
   * @param sheet where its picture is
   * @param x of the picture's left side in the sheet
   * @param y of the picture's top in the sheet
   */
  public record Scene(String seconds, String clock, String sheet, int x, int y) {}

  /** Scenes at equal distances; none without a storyboard. */
  static StoryboardView of(String media, VideoPictures pictures, Storyboard storyboard) {
    int columns = storyboard.columns();
    int perSheet = columns * storyboard.rows();
    int width = storyboard.tile().width();
    int height = storyboard.tile().height();
    List<Scene> scenes = new ArrayList<>();
    int count = Math.min(MOST_SCENES, pictures.tiles());
    for (int i = 0; i < count; i++) {
      int tile = i * pictures.tiles() / count;
      int place = tile % perSheet;
      Rational begins = storyboard.interval().times(tile);
      scenes.add(
          new Scene(
              Long.toString(begins.floor()),
              Texts.clock(Duration.ofSeconds(begins.floor())),
              media + pictures.path(PicturesPack.sheet(1 + tile / perSheet)),
              place % columns * width,
              place / columns * height));
    }
    return new StoryboardView(
        width, height, columns * width, storyboard.rows() * height, List.copyOf(scenes));
  }
}
