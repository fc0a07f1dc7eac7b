package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.List;

/**
 * A source and all that was published of it, decoded.
 *
 * @param source its picture, and the track of sound that is played by default
 * @param tracks pictures best first, then sound; empty if nothing was published
 */
public record DecodedVideo(Decoded source, List<DecodedTrack> tracks) {

  public DecodedVideo {
    tracks = List.copyOf(tracks);
  }

  /**
   * One rendition.
   *
   * @param origin the part of the source that it was made of
   */
  public record DecodedTrack(Track track, Decoded decoded, Decoded origin) {

    public boolean isPicture() {
      return track.height() > 0;
    }
  }
}
