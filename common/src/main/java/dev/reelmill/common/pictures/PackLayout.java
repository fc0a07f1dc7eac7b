package dev.reelmill.common.pictures;

import dev.reelmill.common.media.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stills of all segments are made into.
 *
 * @param storyboard sheets of tiles, if wanted
 * @param preview an animated picture, if wanted
 * @param thumbnails the sizes in which each candidate is wanted, largest first
 */
public record PackLayout(
    @Nullable Storyboard storyboard, @Nullable Preview preview, List<Thumbnail> thumbnails) {

  public PackLayout {
    thumbnails = List.copyOf(thumbnails);
  }

  /**
   * Sheets of tiles, row by row, the earliest first.
   *
   * @param tile size of one
   * @param columns of a sheet
   * @param rows of a sheet, at most
   * @param interval seconds from one tile to the next
   */
  public record Storyboard(PictureSize tile, int columns, int rows, Rational interval) {}

  /**
   * An animated WebP that repeats for ever.
   *
   * @param frameMillis how long each frame is shown
   * @param mostBytes a larger one is made again, coarser
   */
  public record Preview(PictureSize size, int frameMillis, long mostBytes) {}

  /**
   * One size.
   *
   * @param name {@code thumb}; with the candidate's number it names the picture
   */
  public record Thumbnail(String name, PictureSize size) {}
}
