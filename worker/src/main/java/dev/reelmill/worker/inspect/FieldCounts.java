package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Scan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the filter idet found of a number of frames.
 *
 * @param topFirst frames whose lines belong to two moments, top field first
 * @param bottomFirst likewise, bottom field first
 * @param progressive frames whose lines belong together
 * @param repeated frames with a field of the frame before
 * @param seen frames looked at
 * @see <a href="https://ffmpeg.org/ffmpeg-filters.html#idet">idet</a>
 */
record FieldCounts(int topFirst, int bottomFirst, int progressive, int repeated, int seen) {

  /** Fewer say nothing: a still or black picture looks the same either way. */
  private static final int LEAST_DETERMINED = 5;

  /** From lines {@code lavfi.idet.NAME=VALUE}, counted up from frame to frame. */
  static FieldCounts of(List<String> lines) {
    Map<String, Integer> last =
        lines.stream()
            .filter(line -> line.matches("lavfi\\.idet\\.[a-z_.]+=\\d{1,9}\\.\\d+"))
            .map(line -> line.substring("lavfi.idet.".length()).split("[=.](?=\\d)"))
            .collect(
                Collectors.toMap(
                    words -> words[0],
                    words -> Integer.parseInt(words[1]),
                    (older, newer) -> newer));
    int repeated = last.getOrDefault("repeated.top", 0) + last.getOrDefault("repeated.bottom", 0);
    return new FieldCounts(
        last.getOrDefault("multiple.tff", 0),
        last.getOrDefault("multiple.bff", 0),
        last.getOrDefault("multiple.progressive", 0),
        repeated,
        repeated + last.getOrDefault("repeated.neither", 0));
  }

  /** Whether there is enough movement to tell. */
  boolean determined() {
    return topFirst + bottomFirst + progressive >= LEAST_DETERMINED;
  }

  /**
   * What the frames are.
   *
   * @param claimed by the file; right unless the frames say otherwise
   */
  Scan scan(Scan claimed) {
    if (!determined()) {
      return claimed;
    }
    int mixed = topFirst + bottomFirst;
    boolean told = Math.max(topFirst, bottomFirst) >= 2 * Math.min(topFirst, bottomFirst);
    boolean top =
        (claimed == Scan.PROGRESSIVE || told) ? topFirst >= bottomFirst : claimed.topFirst();
    // Of five telecined frames two repeat a field of their neighbour.
    if (mixed > 0 && repeated * 4 >= seen) {
      return top ? Scan.TELECINED_TOP_FIRST : Scan.TELECINED_BOTTOM_FIRST;
    }
    // Fine lines can look like fields: where none are claimed, nearly all frames have to show them.
    int share = claimed == Scan.PROGRESSIVE ? 4 : 1;
    if (mixed <= share * progressive) {
      return Scan.PROGRESSIVE;
    }
    return top ? Scan.TOP_FIELD_FIRST : Scan.BOTTOM_FIELD_FIRST;
  }
}
