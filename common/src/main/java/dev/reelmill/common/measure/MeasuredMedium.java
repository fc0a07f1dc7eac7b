package dev.reelmill.common.measure;

import dev.reelmill.common.media.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of the decoder for one file.
 *
 * @param picture absent if there is no such stream, or nothing of it decodes
 * @param sound absent if there is no such stream, or nothing of it decodes
 * @param complaints the decoder's own words about damage; the last ones where there are many
 */
public record MeasuredMedium(
    @Nullable Picture picture, @Nullable Sound sound, List<String> complaints) {

  public MeasuredMedium {
    complaints = List.copyOf(complaints);
  }

  /**
   * Decoded pictures in the order in which they are shown.
   *
   * @param codec FFmpeg's name of it
   * @param timebase seconds per tick
   * @param width in pixels, before rotation
   * @param height in pixels, before rotation
   * @param pts of each picture, in ticks
   * @param lastDuration of the last picture, in ticks; 0 if the container does not say
   */
  public record Picture(
      String codec, Rational timebase, int width, int height, List<Long> pts, long lastDuration) {
    public Picture {
      pts = List.copyOf(pts);
    }
  }

  /**
   * Decoded blocks of sound in the order of decoding.
   *
   * @param codec FFmpeg's name of it
   * @param timebase seconds per tick
   * @param sampleRate in Hz
   * @param channels how many
   * @param pts of each block's first sample, in ticks
   * @param samples of each block, per channel
   */
  public record Sound(
      String codec,
      Rational timebase,
      int sampleRate,
      int channels,
      List<Long> pts,
      List<Integer> samples) {
    public Sound {
      pts = List.copyOf(pts);
      samples = List.copyOf(samples);
    }
  }
}
