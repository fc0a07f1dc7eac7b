package dev.reelmill.worker.inspect;

import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.Scan;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what a stream's frames are like, from the stream's words and its first frame's. */
final class PictureAssembly {

  /** Beyond these, the shape of a pixel is an error. */
  private static final Rational NARROWEST = Rational.of(1, 4);

  private static final Rational WIDEST = Rational.of(4);

  private final Stream stream;
  private final Stream frame;
  private final SideData side;

  /**
   * @param stream as the container and its parser describe it
   * @param frame the first that decoded, as far as there is one
   */
  PictureAssembly(Stream stream, Stream frame) {
    this.stream = stream;
    this.frame = frame;
    this.side = SideData.of(stream.node(), frame.node());
  }

  Picture picture(Scan scan, List<String> warnings) {
    String format = either("pix_fmt");
    int width = side.croppedWidth(stream.width());
    int height = side.croppedHeight(stream.height());
    Colour said =
        new Colour(
            either("color_primaries"),
            either("color_transfer"),
            either("color_space"),
            either("color_range"));
    if (side.dolbyVisionOnly()) {
      warnings.add(
          "Dolby Vision of profile 5 has no base layer to show by itself; colours will be wrong.");
    }
    return new Picture(
        width,
        height,
        sampleAspectRatio(warnings),
        side.orientation(),
        scan,
        decoder(),
        format,
        PixelFormats.bitDepth(format),
        PixelFormats.hasAlpha(format) || decoder() != null,
        Colours.of(said, format, width, height),
        side.light());
  }

  /** The usual decoders of VP8 and VP9 ignore transparency. */
  private @Nullable String decoder() {
    if (!stream.hasAlphaBeside()) {
      return null;
    }
    return switch (stream.codec()) {
      case "vp8" -> "libvpx";
      case "vp9" -> "libvpx-vp9";
      case String other -> null;
    };
  }

  private Rational sampleAspectRatio(List<String> warnings) {
    Rational ratio =
        stream
            .fraction("sample_aspect_ratio")
            .or(() -> frame.fraction("sample_aspect_ratio"))
            .orElse(Rational.of(1));
    if (ratio.compareTo(NARROWEST) < 0 || ratio.compareTo(WIDEST) > 0) {
      warnings.add("Pixels of the shape " + ratio + " are taken as square.");
      return Rational.of(1);
    }
    return ratio;
  }

  /** The stream's word, or the frame's where it has none. */
  private String either(String name) {
    String word = stream.text(name);
    return word.equals("unknown") ? frame.text(name) : word;
  }
}
