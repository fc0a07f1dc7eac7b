package dev.reelmill.common.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Local files to decode from beginning to end.
 *
 * @param media answered one by one, in this order
 */
public record MeasureOrder(List<Medium> media) {

  public MeasureOrder {
    media = List.copyOf(media);
  }

  /**
   * One file.
   *
   * @param file its path
   * @param format FFmpeg's name of the demuxer; absent to find it by the content
   * @param picture index of the stream; absent for the first that is no cover art
   * @param sound index of the stream; absent for the first
   * @param grid small pictures to write besides
   * @param pcm sound to write besides
   */
  public record Medium(
      String file,
      @Nullable String format,
      @Nullable Integer picture,
      @Nullable Integer sound,
      @Nullable Grid grid,
      @Nullable Pcm pcm) {

    /** A file of our own with one track. */
    public static Medium track(String file) {
      return new Medium(file, "mov", null, null, null, null);
    }

    /** The same, with small pictures. */
    public Medium with(Grid newGrid) {
      return new Medium(file, format, picture, sound, newGrid, pcm);
    }

    /** The same, with sound. */
    public Medium with(Pcm newPcm) {
      return new Medium(file, format, picture, sound, grid, newPcm);
    }
  }

  /**
   * Every picture, upright, shrunk by the mean of each cell: one byte a cell, 0 black to 255 white,
   * picture after picture.
   *
   * @param width cells in a row
   * @param height rows
   * @param file to write
   */
  public record Grid(int width, int height, String file) {}

  /**
   * All sound, mixed to one channel: 32-bit little-endian floats, without regard to timestamps.
   *
   * @param sampleRate in Hz
   * @param seconds that are written at most
   * @param file to write
   */
  public record Pcm(int sampleRate, int seconds, String file) {}
}
