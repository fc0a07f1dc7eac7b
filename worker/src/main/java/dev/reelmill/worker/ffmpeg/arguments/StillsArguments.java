package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Series;
import dev.reelmill.common.pictures.SegmentStills.Tiles;
import dev.reelmill.common.pictures.SegmentStills.Window;
import dev.reelmill.common.pictures.Still;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Small pictures besides a segment's rungs, from the same decode. They branch off behind the
 * filters of one rung, so they cost no large scaling and have its colours; frames are selected
 * before they are scaled.
 *
 * <p>Each branch also takes the segment's very first frame: FFmpeg fails as a whole if one of its
 * outputs gets no frame, as may happen where a source has a gap.
 */
public final class StillsArguments {

  private static final String FIRST = "isnan(prev_selected_pts)";

  /** So many frames are compared for one candidate, at most. */
  private static final int COMPARED = 7;

  private StillsArguments() {}

  /**
   * One output: a stream of JPEGs, and a list of their times and sizes.
   *
   * @param number of the window, for a candidate; else 0
   * @param filters between rung and encoder
   * @param quality of FFmpeg's JPEG encoder, 2 (best) to 31
   * @param mostFrames that it gives
   */
  public record Branch(Still.Kind kind, int number, String filters, int quality, long mostFrames) {

    /** Of its pad in the graph, and of its files. */
    public String name() {
      return kind.name().toLowerCase(java.util.Locale.ROOT) + number;
    }

    /** JPEGs, one behind the other. */
    public String pictures() {
      return name() + ".mjpeg";
    }

    /** A line for each: PTS and size in bytes. */
    public String list() {
      return name() + ".txt";
    }
  }

  /** All outputs. */
  public static List<Branch> branches(SegmentStills stills) {
    List<Branch> branches = new ArrayList<>();
    Tiles tiles = stills.tiles();
    if (tiles != null) {
      String filters = select(FIRST + "+" + step(tiles.intervalTicks())) + jpeg(tiles.size());
      branches.add(new Branch(Still.Kind.TILE, 0, filters, 5, Long.MAX_VALUE));
    }
    Series preview = stills.preview();
    if (preview != null) {
      String inside =
          preview.windows().stream()
              .map(StillsArguments::inside)
              .collect(Collectors.joining("+", "(", ")"));
      String filters =
          select(FIRST + "+" + inside + "*" + step(preview.stepTicks())) + jpeg(preview.size());
      branches.add(new Branch(Still.Kind.PREVIEW, 0, filters, 4, Long.MAX_VALUE));
    }
    Series candidates = stills.candidates();
    if (candidates != null) {
      candidates.windows().forEach(window -> branches.add(candidate(candidates, window)));
    }
    return branches;
  }

  /** The most typical frame of its window: https://ffmpeg.org/ffmpeg-filters.html#thumbnail */
  private static Branch candidate(Series candidates, Window window) {
    String filters =
        select(FIRST + "+" + inside(window) + "*" + step(candidates.stepTicks()))
            + "thumbnail=n=%d,".formatted(COMPARED)
            + jpeg(candidates.size());
    return new Branch(Still.Kind.CANDIDATE, window.number(), filters, 3, 1);
  }

  /** What makes one rung's chain also feed all branches; stands between its filters and its pad. */
  static String tap(List<Branch> branches) {
    return ",split=" + (branches.size() + 1);
  }

  /** The pads of all branches, which follow the rung's. */
  static String pads(List<Branch> branches) {
    return branches.stream().map(b -> "[" + b.name() + "in]").collect(Collectors.joining());
  }

  /** The branches' own chains. */
  static String chains(List<Branch> branches) {
    return branches.stream()
        .map(b -> ";[%1$sin]%2$s[%1$s]".formatted(b.name(), b.filters()))
        .collect(Collectors.joining());
  }

  /** One output; its files are written to the process's folder. */
  static void output(Words words, Branch branch, java.nio.file.Path folder) {
    words.add("-map", "[" + branch.name() + "]");
    if (branch.mostFrames() != Long.MAX_VALUE) {
      words.add("-frames:v", branch.mostFrames());
    }
    words.add("-c:v", "mjpeg", "-threads", "1", "-q:v", branch.quality());
    words.add("-fps_mode", "passthrough", "-enc_time_base:v", "demux");
    words.add("-fflags", "+bitexact", "-flags:v", "+bitexact").bare();
    // https://ffmpeg.org/ffmpeg.html#Advanced-Video-options
    words.add("-stats_enc_post:v", folder.resolve(branch.list()));
    words.add("-stats_enc_post_fmt:v", "{pts} {size}");
    // A raw MJPEG stream is nothing but JPEG files behind each other.
    words.add("-f", "mjpeg", "file:" + folder.resolve(branch.pictures()));
  }

  private static String select(String condition) {
    return "select='" + condition + "',";
  }

  /** Whether a frame is the first of its stretch. */
  private static String step(long ticks) {
    return "gt(floor(pts/%1$d),floor(prev_selected_pts/%1$d))".formatted(ticks);
  }

  private static String inside(Window window) {
    return "gte(pts,%d)*lt(pts,%d)".formatted(window.fromTicks(), window.toTicks());
  }

  /** JFIF's colours are BT.601 at full range, whatever the video's. */
  private static String jpeg(PictureSize size) {
    return "scale=%d:%d:flags=area:out_color_matrix=bt601:out_range=pc,setsar=1,format=yuv420p"
        .formatted(size.width(), size.height());
  }
}
