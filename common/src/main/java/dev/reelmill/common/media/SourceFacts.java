package dev.reelmill.common.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What inspection found out about a source: everything that planning needs, and nothing that has to
 * be looked up again.
 *
 * @param format FFmpeg's name of the demuxer that reads it, one word ({@code mov}, {@code
 *     matroska}, {@code mpegts})
 * @param sizeBytes of the whole file
 * @param origin the earliest start of the chosen streams, in seconds on the source's clock; the
 *     zero of everything that is published
 * @param duration from origin to the end of the last frame or sample, in seconds
 * @param video the picture, if there is one
 * @param audio every audio track that decodes, in the file's order
 * @param text every subtitle track that holds text, in the file's order
 * @param chapters in order
 * @param warnings what was found odd, in words for the uploader
 * @param missing stretches of published time whose pictures a damaged container lacks
 */
public record SourceFacts(
    String format,
    long sizeBytes,
    Rational origin,
    Rational duration,
    @Nullable VideoFacts video,
    List<AudioFacts> audio,
    List<TextFacts> text,
    List<Chapter> chapters,
    List<String> warnings,
    @Nullable List<TimeSpan> missing) {

  public SourceFacts {
    audio = List.copyOf(audio);
    text = List.copyOf(text);
    chapters = List.copyOf(chapters);
    warnings = List.copyOf(warnings);
    missing = missing == null ? List.of() : List.copyOf(missing);
  }

  /** Of a source whose container is whole. */
  public SourceFacts(
      String format,
      long sizeBytes,
      Rational origin,
      Rational duration,
      @Nullable VideoFacts video,
      List<AudioFacts> audio,
      List<TextFacts> text,
      List<Chapter> chapters,
      List<String> warnings) {
    this(format, sizeBytes, origin, duration, video, audio, text, chapters, warnings, List.of());
  }

  /** Stretches of published time whose pictures a damaged container lacks. */
  @Override
  public List<TimeSpan> missing() {
    return missing == null ? List.of() : missing;
  }
}
