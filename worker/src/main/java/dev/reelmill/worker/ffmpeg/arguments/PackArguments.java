package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.pictures.PackLayout.Preview;
import dev.reelmill.common.pictures.PackLayout.Thumbnail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a video's small pictures out of films of JPEGs, which are results of ours. */
public final class PackArguments {

  /** Name of the sheets' files. */
  public static final String SHEET = "sheet";

  private PackArguments() {}

  /**
   * Sheets of tiles; the last is filled up with black.
   *
   * @param film the tiles
   * @param columns of each sheet
   * @param rows of each sheet
   */
  public record Sheets(Path film, int columns, int rows) {}

  /**
   * Smaller sizes of the candidates.
   *
   * @param film the candidates
   * @param sizes at least one
   */
  public record Thumbnails(Path film, List<Thumbnail> sizes) {
    public Thumbnails {
      sizes = List.copyOf(sizes);
    }
  }

  /** Name of a picture's file in the process's folder; numbers count from 1. */
  public static String file(String name, int number) {
    return name + "-" + number + ".jpg";
  }

  /** Sheets and thumbnails. At least one of both. */
  public static List<String> stills(
      @Nullable Sheets sheets, @Nullable Thumbnails thumbnails, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).add("-xerror");
    List<String> chains = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    if (sheets != null) {
      input(words, sheets.film(), "1", limits);
      // https://ffmpeg.org/ffmpeg-filters.html#tile-1
      chains.add("[0:v]tile=%dx%d[%s]".formatted(sheets.columns(), sheets.rows(), SHEET));
      outputs.add(SHEET);
    }
    if (thumbnails != null) {
      input(words, thumbnails.film(), "1", limits);
      chains.add(chains(thumbnails, sheets == null ? 0 : 1));
      thumbnails.sizes().forEach(size -> outputs.add(size.name()));
    }
    words.add("-filter_complex", String.join(";", chains));
    for (String output : outputs) {
      words.add("-map", "[" + output + "]", "-c:v", "mjpeg", "-q:v", 4, "-threads", 1);
      words.add("-fps_mode", "passthrough", "-fflags", "+bitexact", "-flags:v", "+bitexact");
      words.add("-f", "image2", "file:" + output + "-%d.jpg");
    }
    return words.list();
  }

  private static String chains(Thumbnails thumbnails, int input) {
    List<Thumbnail> sizes = thumbnails.sizes();
    StringBuilder graph = new StringBuilder("[%d:v]split=%d".formatted(input, sizes.size()));
    sizes.forEach(size -> graph.append("[%sin]".formatted(size.name())));
    for (Thumbnail size : sizes) {
      graph.append(
          ";[%1$sin]scale=%2$d:%3$d:flags=area[%1$s]"
              .formatted(size.name(), size.size().width(), size.size().height()));
    }
    return graph.toString();
  }

  /**
   * The animated preview. WebP's colours are BT.601 at limited range, JPEG's are at full range.
   *
   * @param quality 0 to 100
   */
  public static List<String> preview(
      Path film, Preview preview, int quality, Path file, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).add("-xerror");
    input(words, film, "1000/" + preview.frameMillis(), limits);
    words.add(
        "-vf",
        "scale=%d:%d:out_range=tv:out_color_matrix=bt601,format=yuv420p"
            .formatted(preview.size().width(), preview.size().height()));
    // https://ffmpeg.org/ffmpeg-codecs.html#libwebp
    words.add("-c:v", "libwebp_anim", "-quality", quality, "-compression_level", 4);
    words.add("-fps_mode", "passthrough", "-flags:v", "+bitexact", "-loop", 0);
    return words.add("-f", "webp", "file:" + file).list();
  }

  private static void input(Words words, Path film, String rate, InputLimits limits) {
    words.add("-protocol_whitelist", "file", "-format_whitelist", "mjpeg");
    words.add("-codec_whitelist", "mjpeg", "-err_detect", "explode");
    words.add("-max_pixels", limits.maxPixels(), "-threads", "1");
    words.add("-f", "mjpeg", "-framerate", rate).input(film);
  }
}
