package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a source that are of use to whoever reads a report.
 *
 * @param format FFmpeg's name of the container
 * @param startSeconds where it begins on its own clock
 */
record SourceReport(
    String format,
    long sizeBytes,
    double startSeconds,
    double durationSeconds,
    @Nullable Picture video,
    List<AudioFacts> audio,
    List<String> warnings) {

  /**
   * The picture stream.
   *
   * @param frameRate frames per second, exactly
   * @param frames as the container counts them
   */
  record Picture(
      String codec,
      int width,
      int height,
      Rational sampleAspectRatio,
      int rotation,
      Rational frameRate,
      boolean constantFrameRate,
      String pixelFormat,
      Colour colour,
      String fieldOrder,
      Rational timebase,
      long startPts,
      long frames) {}

  static SourceReport of(SourceFacts facts) {
    VideoFacts video = facts.video();
    return new SourceReport(
        facts.format(),
        facts.sizeBytes(),
        facts.origin().toDouble(),
        facts.duration().toDouble(),
        video == null ? null : picture(video),
        facts.audio(),
        facts.warnings());
  }

  private static Picture picture(VideoFacts video) {
    return new Picture(
        video.codec(),
        video.width(),
        video.height(),
        video.sampleAspectRatio(),
        video.rotation(),
        video.frameRate(),
        video.constantFrameRate(),
        video.pixelFormat(),
        video.colour(),
        video.fieldOrder(),
        video.timebase(),
        video.startPts(),
        video.packets());
  }
}
