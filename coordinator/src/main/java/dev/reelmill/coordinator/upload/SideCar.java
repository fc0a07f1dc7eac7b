package dev.reelmill.coordinator.upload;

import java.util.Locale;

/**
 * A subtitle file that came with a source.
 *
 * @param key where its bytes are
 * @param fileName as the uploader's computer had it; tells the format, and perhaps the language
 * @param sizeBytes how many
 */
public record SideCar(String key, String fileName, long sizeBytes) {

  /** Larger files are no subtitles. */
  public static final long MOST_BYTES = 16 << 20;

  /** More than any video has. */
  public static final int MOST = 64;

  /** Whether a file of this name holds subtitles: SubRip, WebVTT or SubStation Alpha. */
  public static boolean isOne(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).matches(".+\\.(srt|vtt|ass|ssa)");
  }
}
