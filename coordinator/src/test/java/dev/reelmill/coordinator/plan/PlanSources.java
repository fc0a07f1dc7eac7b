package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Colour;
import dev.reelmill.common.media.CutPoint;
import dev.reelmill.common.media.Orientation;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.VideoFacts;
import java.util.ArrayList;
import java.util.List;

/** Sources for tests, made of a few numbers. */
public final class PlanSources {

  private PlanSources() {}

  /** A constant-rate source with a keyframe every so many frames and a candidate every 2 s. */
  public static SourceFacts source(
      int width, int height, Rational frameRate, int frames, int gop, long startPts) {
    Rational timebase = Rational.of(1, 90_000);
    List<CutPoint> cuts = new ArrayList<>();
    long twoSeconds = Math.max(1, frameRate.times(2).round());
    for (int frame = 0; frame < frames; frame++) {
      boolean keyframe = frame % gop == 0;
      if (keyframe || frame % twoSeconds == 0) {
        cuts.add(
            new CutPoint(
                pts(frame, frameRate, startPts),
                pts((long) frame / gop * gop, frameRate, startPts),
                frame));
      }
    }
    VideoFacts video =
        new VideoFacts(
            0,
            "h264",
            timebase,
            Picture.plain(width, height),
            frameRate,
            true,
            frames,
            startPts,
            pts(frames, frameRate, startPts),
            cuts);
    Rational origin = timebase.times(startPts);
    Rational duration = video.seconds(video.endPts() - startPts);
    AudioFacts audio =
        new AudioFacts(
            1, "aac", 48_000, 2, "stereo", origin, origin.plus(duration), TrackLabel.NONE);
    return new SourceFacts(
        "mov", 1_000_000, origin, duration, video, List.of(audio), List.of(), List.of(), List.of());
  }

  /** The same without a picture, perhaps, and with other sound. */
  public static SourceFacts tracks(boolean picture, AudioFacts... audio) {
    SourceFacts source = source(1280, 720, Rational.of(25), 100, 50, 0);
    return new SourceFacts(
        "mov",
        1,
        source.origin(),
        source.duration(),
        picture ? source.video() : null,
        List.of(audio),
        List.of(),
        List.of(),
        List.of());
  }

  private static long pts(long frame, Rational frameRate, long startPts) {
    return startPts + Rational.of(frame * 90_000).dividedBy(frameRate).floor();
  }

  /** The same source with another picture. */
  public static VideoFacts with(SourceFacts source, Picture picture) {
    VideoFacts video = java.util.Objects.requireNonNull(source.video());
    return new VideoFacts(
        video.index(),
        video.codec(),
        video.timebase(),
        picture,
        video.frameRate(),
        video.constantFrameRate(),
        video.packets(),
        video.startPts(),
        video.endPts(),
        video.cuts());
  }

  /** The same picture with other pixels, or turned. */
  public static VideoFacts shaped(SourceFacts source, Rational sampleAspectRatio, int rotation) {
    Picture picture = java.util.Objects.requireNonNull(source.video()).picture();
    return with(
        source,
        new Picture(
            picture.width(),
            picture.height(),
            sampleAspectRatio,
            new Orientation(false, rotation),
            picture.scan(),
            picture.decoder(),
            picture.pixelFormat(),
            picture.bitDepth(),
            picture.alpha(),
            picture.colour(),
            picture.light()));
  }

  /** The same picture in other colours. */
  public static VideoFacts coloured(SourceFacts source, Colour colour) {
    Picture picture = java.util.Objects.requireNonNull(source.video()).picture();
    return with(
        source,
        new Picture(
            picture.width(),
            picture.height(),
            picture.sampleAspectRatio(),
            picture.orientation(),
            picture.scan(),
            picture.decoder(),
            picture.pixelFormat(),
            picture.bitDepth(),
            picture.alpha(),
            colour,
            picture.light()));
  }
}
