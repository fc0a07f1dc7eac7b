package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PictureSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which small pictures are made of a video; a profile's section {@code pictures}, in the limits of
 * {@link PictureFields}. Sizes are boxes for a lying picture, turned for an upright one: each
 * picture keeps its aspect, is nowhere larger than its box and never enlarged.
 *
 * @param candidates pictures to choose the poster from, spread over the video; the first is the
 *     poster until another is picked
 * @param thumbnails the sizes of each candidate, largest first
 * @param storyboard tiles for seeking, if wanted
 * @param preview a short film that shows what the video is about, if wanted
 */
public record PicturesSpec(
    int candidates,
    List<ThumbnailSpec> thumbnails,
    @Nullable StoryboardSpec storyboard,
    @Nullable PreviewSpec preview) {

  /** For profiles that say nothing: a poster, in the usual sizes. */
  static final PicturesSpec POSTER_ONLY =
      new PicturesSpec(
          1,
          List.of(
              new ThumbnailSpec("large", 1280, 720),
              new ThumbnailSpec("thumb", 640, 360),
              new ThumbnailSpec("mini", 320, 180),
              new ThumbnailSpec("recentactivity", 160, 90)),
          null,
          null);

  public PicturesSpec {
    thumbnails = List.copyOf(thumbnails);
  }

  /**
   * One size.
   *
   * @param name lower-case letters; part of the picture's URL
   */
  public record ThumbnailSpec(String name, int width, int height) {

    PictureSize box() {
      return new PictureSize(width, height);
    }
  }

  /**
   * Sheets of tiles.
   *
   * @param width of the tile's box
   * @param height of the tile's box
   * @param leastSeconds from one tile to the next
   * @param mostTiles in all; a long video has them farther apart
   * @param columns of a sheet
   * @param rows of a sheet
   */
  public record StoryboardSpec(
      int width, int height, Rational leastSeconds, int mostTiles, int columns, int rows) {

    PictureSize box() {
      return new PictureSize(width, height);
    }
  }

  /**
   * An animated WebP of short shots, spread over the video.
   *
   * @param width of its box
   * @param height of its box
   * @param shots how many, at most
   * @param framesPerShot how long each is
   * @param framesPerSecond of the animation; the shots are shown at their own speed
   * @param mostBytes of the file
   */
  public record PreviewSpec(
      int width, int height, int shots, int framesPerShot, int framesPerSecond, long mostBytes) {

    PictureSize box() {
      return new PictureSize(width, height);
    }
  }
}
