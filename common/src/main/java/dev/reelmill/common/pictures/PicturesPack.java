package dev.reelmill.common.pictures;

import dev.reelmill.common.pictures.PackLayout.Storyboard;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All small pictures of a video in one stored object, each read by its byte range.
 *
 * @param key of the object
 * @param sha256 of the whole object, lower-case hexadecimal
 * @param pictures what is where in it
 * @param candidates numbers of the pictures to choose the poster from, ascending
 * @param storyboard how its sheets are laid out, if there are any
 * @param tiles of the storyboard that show something
 */
public record PicturesPack(
    String key,
    long sizeBytes,
    String sha256,
    List<Picture> pictures,
    List<Integer> candidates,
    @Nullable Storyboard storyboard,
    int tiles) {

  /** The animated preview. */
  public static final String PREVIEW = "preview.webp";

  public PicturesPack {
    pictures = List.copyOf(pictures);
    candidates = List.copyOf(candidates);
  }

  /**
   * One of them.
   *
   * @param name of a file: {@code thumb-3.jpg}, {@code storyboard-1.jpg}, {@code preview.webp}
   * @param offset of its first byte in the object
   */
  public record Picture(String name, PictureSize size, long offset, long sizeBytes) {}

  /** The picture of this name, if there is one. */
  public Optional<Picture> find(String name) {
    return pictures.stream().filter(picture -> picture.name().equals(name)).findFirst();
  }

  /** Name of a candidate in one size: {@code thumb-3.jpg}. */
  public static String thumbnail(String size, int candidate) {
    return size + "-" + candidate + ".jpg";
  }

  /** Name of a sheet, from 1: {@code storyboard-1.jpg}. */
  public static String sheet(int number) {
    return "storyboard-" + number + ".jpg";
  }
}
