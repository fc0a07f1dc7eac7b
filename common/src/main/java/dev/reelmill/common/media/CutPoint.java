package dev.reelmill.common.media;

/**
 * A frame at which a segment may begin.
 *
 * @param pts of that frame, in the stream's timebase
 * @param keyframePts of the keyframe from which decoding has to start to get this frame; equal to
 *     {@code pts} where the frame is itself one
 * @param packetsBefore frames of the stream, as the container counts them, that are shown earlier
 */
public record CutPoint(long pts, long keyframePts, long packetsBefore) {

  public CutPoint {
    if (keyframePts > pts) {
      throw new IllegalArgumentException(
          "frame " + pts + " can't depend on the later keyframe " + keyframePts);
    }
  }

  public boolean isKeyframe() {
    return pts == keyframePts;
  }
}
