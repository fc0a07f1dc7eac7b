package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Picture;
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
    @Nullable VideoStream video,
    List<AudioFacts> audio,
    List<String> warnings) {

  /**
   * The picture stream.
   *
   * @param picture what its frames are like
   * @param frameRate frames per second, exactly
   * @param frames as the container counts them
   */
  record VideoStream(
      String codec,
      Picture picture,
      Rational frameRate,
      boolean constantFrameRate,
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
        video == null ? null : stream(video),
        facts.audio(),
        facts.warnings());
  }

  private static VideoStream stream(VideoFacts video) {
    return new VideoStream(
        video.codec(),
        video.picture(),
        video.frameRate(),
        video.constantFrameRate(),
        video.timebase(),
        video.startPts(),
        video.packets());
  }
}
