package dev.reelmill.worker.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What FFmpeg's names of pixel formats tell. https://ffmpeg.org/ffmpeg.html#toc-Video-Options */
final class PixelFormats {

  private static final Pattern RGB =
      Pattern.compile("(gbr|rgb|bgr|0rgb|0bgr|argb|abgr|x2rgb|x2bgr|pal8).*");
  private static final Pattern ALPHA =
      Pattern.compile("(yuva|gbrap|rgba|bgra|argb|abgr|ayuv|ya\\d|yaf|vuya|pal8).*");

  /** Bits behind a planar name, or in a packed one that counts all components' or one's bits. */
  private static final Pattern PLANAR_BITS =
      Pattern.compile("(?:yuva?\\d{3}p|gbra?p|gray|ya)f?(\\d{1,2})(?:le|be)");

  private static final Pattern PACKED_BITS = Pattern.compile("(?:p|y|xv)[024](10|12|16)(?:le|be)");
  private static final Pattern DEEP_RGB = Pattern.compile("(?:rgb|bgr)(?:48|a64)(?:le|be)");
  private static final Pattern TEN_BIT_RGB = Pattern.compile("x2(?:rgb|bgr)10(?:le|be)");

  private PixelFormats() {}

  static boolean isRgb(String name) {
    return RGB.matcher(name).matches();
  }

  static boolean hasAlpha(String name) {
    return ALPHA.matcher(name).matches();
  }

  /** Whether it is full range whatever else is said. */
  static boolean isFullRange(String name) {
    return isRgb(name) || name.startsWith("yuvj");
  }

  /** Bits of one sample; 8 where the name has none. */
  static int bitDepth(String name) {
    for (Pattern pattern : new Pattern[] {PLANAR_BITS, PACKED_BITS}) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return DEEP_RGB.matcher(name).matches() ? 16 : TEN_BIT_RGB.matcher(name).matches() ? 10 : 8;
  }
}
