package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Scan;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.util.Set;

/**
 * What a file says of its fields, and whether that has to be looked at: where it claims some, for
 * much progressive video is flagged as interlaced, and where it says nothing though its codec is
 * one of television and cameras.
 *
 * @param scan as the file has it
 * @param doubtful whether frames should be looked at
 */
record ScanClaim(Scan scan, boolean doubtful) {

  private static final Set<String> OFTEN_INTERLACED =
      Set.of(
          "h264",
          "mpeg2video",
          "vc1",
          "mpeg4",
          "dvvideo",
          "prores",
          "dnxhd",
          "ffv1",
          "huffyuv",
          "ffvhuff",
          "utvideo",
          "v210",
          "rawvideo",
          "mjpeg",
          "jpeg2000",
          "cfhd");

  /** Sizes of the interlaced systems, with and without what is outside of the picture. */
  private static final Set<Integer> HEIGHTS = Set.of(480, 486, 512, 576, 608, 1080, 1088);

  static ScanClaim of(Stream stream, Stream frame) {
    boolean flagged = frame.node().path("interlaced_frame").asInt() == 1;
    boolean top = frame.node().path("top_field_first").asInt() == 1;
    return switch (stream.text("field_order")) {
      // Of two letters the second is the field that is shown first.
      case "tt", "bt" -> new ScanClaim(Scan.TOP_FIELD_FIRST, true);
      case "bb", "tb" -> new ScanClaim(Scan.BOTTOM_FIELD_FIRST, true);
      case String other when flagged ->
          new ScanClaim(top ? Scan.TOP_FIELD_FIRST : Scan.BOTTOM_FIELD_FIRST, true);
      case "progressive" -> new ScanClaim(Scan.PROGRESSIVE, false);
      case String other ->
          new ScanClaim(
              Scan.PROGRESSIVE,
              OFTEN_INTERLACED.contains(stream.codec()) && HEIGHTS.contains(stream.height()));
    };
  }
}
