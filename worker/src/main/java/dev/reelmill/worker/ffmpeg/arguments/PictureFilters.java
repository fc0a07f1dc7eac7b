package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.LightLevels.MasteringDisplay;
import dev.reelmill.common.media.Orientation;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The filters that make a source's frames what is shown: upright, in square pixels, opaque, limited
 * range, in colours that every player has. A plain picture gets none but its size and its colours'
 * names. https://ffmpeg.org/ffmpeg-filters.html#setparams, #transpose-1, #premultiply, #scale-1,
 * #zscale-1, #colorspace, #tonemap-1
 */
final class PictureFilters {

  /** Makes a rung black. https://ffmpeg.org/ffmpeg-filters.html#lut_002c-lutrgb_002c-lutyuv */
  static final String BLACK = ",lutyuv=y=minval:u=(minval+maxval)/2:v=(minval+maxval)/2";

  /** HDR reference white in cd/m², which becomes about 85 % of the signal (ITU-R BT.2408). */
  private static final int REFERENCE_WHITE = 203;

  /** Where a source does not say how bright it gets; the nominal peak of HLG (ITU-R BT.2100). */
  private static final Rational USUAL_PEAK = Rational.of(1000);

  private static final Rational LEAST_PEAK = Rational.of(REFERENCE_WHITE);
  private static final Rational MOST_PEAK = Rational.of(10_000);

  /** Standard definition; bigger pictures in its colours are taken for BT.709 by some players. */
  private static final int SD_HEIGHT = 576;

  private static final int SD_WIDTH = 1024;

  private static final Set<String> SD_MATRICES = Set.of("bt470bg", "smpte170m");

  /** Near enough to each other to be shown as they are, each under its own name. */
  private static final Set<String> PLAIN_PRIMARIES = Set.of("bt709", "bt470bg", "smpte170m");

  private static final Set<String> PLAIN_TRANSFERS =
      Set.of(
          "bt709",
          "smpte170m",
          "bt470m",
          "bt470bg",
          "iec61966-2-1",
          "iec61966-2-4",
          "bt2020-10",
          "bt2020-12");

  private final Picture picture;
  private final Colour colour;
  private final VideoEncoding top;

  /**
   * @param top the largest rung, of the dynamic range of all
   */
  PictureFilters(Picture picture, VideoEncoding top) {
    this.picture = picture;
    this.colour = picture.colour();
    this.top = top;
  }

  /** What is done once for all rungs. */
  List<String> common() {
    List<String> filters = new ArrayList<>();
    // Frames get the names that inspection found or assumed, the same in every segment.
    filters.add(
        "setparams=field_mode=prog:range=%s:color_primaries=%s:color_trc=%s:colorspace=%s"
            .formatted(colour.range(), colour.primaries(), colour.transfer(), colour.matrix()));
    orientation(filters, picture.orientation());
    if (picture.alpha()) {
      // Multiplied with its opacity, a colour is what it is on black.
      filters.add("premultiply=inplace=1");
    }
    if (toneMapped()) {
      toneMapping(filters);
    } else if (changesMatrixAlone()) {
      filters.add(matrix());
    } else if (!keepsHdr() && !isPlain()) {
      filters.add(
          "%s:p=bt709:t=bt709:m=bt709:r=limited:d=ordered,format=yuv420p".formatted(zscale()));
    }
    return filters;
  }

  /** What is done for one rung. */
  List<String> rung(VideoEncoding encoding) {
    String scale = "scale=%d:%d:flags=bicubic".formatted(encoding.width(), encoding.height());
    if (!toneMapped() && (keepsHdr() || isPlain())) {
      scale += colour.matrix().equals("gbr") ? "+accurate_rnd:out_color_matrix=bt709" : "";
      scale += colour.range().equals("pc") ? ":out_range=tv" : "";
    }
    return List.of(
        scale, "setsar=1", "format=" + CodecArguments.of(encoding).pixelFormat(encoding));
  }

  private boolean toneMapped() {
    return colour.dynamicRange() == DynamicRange.HDR && !keepsHdr();
  }

  private boolean keepsHdr() {
    return top.dynamicRange() == DynamicRange.HDR;
  }

  /** Whether names are enough, and no number has to change for its colour's sake. */
  private boolean isPlain() {
    boolean small =
        Math.min(picture.width(), picture.height()) <= SD_HEIGHT
            && Math.max(picture.width(), picture.height()) <= SD_WIDTH;
    boolean matrix =
        colour.matrix().equals("bt709")
            || colour.matrix().equals("gbr")
            || (small && SD_MATRICES.contains(colour.matrix()));
    return matrix
        && PLAIN_PRIMARIES.contains(colour.primaries())
        && PLAIN_TRANSFERS.contains(colour.transfer());
  }

  /** Whether it is BT.709 but for how it is written: the usual case of VP8 in high definition. */
  private boolean changesMatrixAlone() {
    return !isPlain()
        && SD_MATRICES.contains(colour.matrix())
        && colour.primaries().equals("bt709")
        && colour.transfer().equals("bt709")
        && colour.range().equals("tv")
        && "yuv420p".equals(picture.pixelFormat())
        && picture.width() % 2 == 0
        && picture.height() % 2 == 0;
  }

  /**
   * The short way from one matrix to the other: a thirteenth of zscale's time, and the same numbers
   * but for their rounding. https://ffmpeg.org/ffmpeg-filters.html#colorspace
   */
  private String matrix() {
    return ("colorspace=ispace=%s:iprimaries=bt709:itrc=bt709:irange=tv"
            + ":space=bt709:primaries=bt709:trc=bt709:range=tv:format=yuv420p")
        .formatted(colour.matrix());
  }

  /** First the mirror, then the turn. */
  private static void orientation(List<String> filters, Orientation orientation) {
    boolean mirrored = orientation.mirrored();
    switch (orientation.rotation()) {
      case 90 -> filters.add("transpose=" + (mirrored ? "clock_flip" : "clock"));
      case 180 -> filters.addAll(mirrored ? List.of("vflip") : List.of("hflip", "vflip"));
      case 270 -> filters.add("transpose=" + (mirrored ? "cclock_flip" : "cclock"));
      default -> filters.addAll(mirrored ? List.of("hflip") : List.of());
    }
  }

  /**
   * HDR to SDR, at the size of the top rung, in linear light and BT.709 primaries. Mobius leaves
   * all below 30 % of reference white as it is, so that faces do not darken, and bends what is
   * brighter such that the peak becomes white. Nothing is desaturated: hues stay.
   */
  private void toneMapping(List<String> filters) {
    // HLG's light depends on all three components together; the short cut takes each by itself.
    filters.add(
        "%s:p=bt709:t=linear:m=gbr:r=full:npl=%d%s"
            .formatted(zscale(), REFERENCE_WHITE, colour.hlg() ? ":agamma=false" : ""));
    filters.add("format=gbrpf32le");
    filters.add("tonemap=tonemap=mobius:param=0.3:desat=0:peak=" + peak());
    filters.add("zscale=p=bt709:t=bt709:m=bt709:r=limited:d=ordered");
    filters.add("format=yuv420p");
    // What is said of the source's light does not hold any more.
    filters.add("sidedata=mode=delete");
  }

  /** Scales to the top rung; conversions follow. What comes in is said: zscale guesses nothing. */
  private String zscale() {
    return "zscale=w=%d:h=%d:f=bicubic:pin=%s:tin=%s:min=%s:rin=%s"
        .formatted(
            top.width(),
            top.height(),
            colour.primaries(),
            colour.transfer(),
            colour.matrix(),
            colour.range());
  }

  /** The brightest that occurs, in units of reference white. */
  private String peak() {
    MasteringDisplay display = picture.light().mastering();
    Rational most = display == null ? USUAL_PEAK : display.most();
    Rational content = Rational.of(picture.light().mostContent());
    if (colour.hlg()) {
      most = USUAL_PEAK;
    } else if (content.isPositive() && content.compareTo(most) < 0) {
      most = content;
    }
    Rational within = most.compareTo(LEAST_PEAK) < 0 ? LEAST_PEAK : most;
    Rational peak =
        (within.compareTo(MOST_PEAK) > 0 ? MOST_PEAK : within)
            .dividedBy(Rational.of(REFERENCE_WHITE));
    return new BigDecimal(peak.numerator())
        .divide(new BigDecimal(peak.denominator()), 4, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
