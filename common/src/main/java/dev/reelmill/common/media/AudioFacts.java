package dev.reelmill.common.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One audio track of a source.
 *
 * @param index the stream's index in the file
 * @param codec FFmpeg's name of it
 * @param sampleRate in Hz
 * @param channels how many
 * @param channelLayout FFmpeg's name of their order, or {@code unknown}
 * @param start of its first sample, in seconds on the source's clock
 * @param end of its last sample as the container counts them, in seconds on the source's clock
 * @param label what it is called
 * @param jumps of the stream's clock; all times here are after them
 */
public record AudioFacts(
    int index,
    String codec,
    int sampleRate,
    int channels,
    String channelLayout,
    Rational start,
    Rational end,
    TrackLabel label,
    @Nullable List<TimeJump> jumps) {

  /** Of which FFmpeg knows the usual order. */
  private static final int MOST_USUAL_CHANNELS = 8;

  public AudioFacts {
    jumps = jumps == null ? List.of() : List.copyOf(jumps);
  }

  /** Of a stream whose clock runs on. */
  public AudioFacts(
      int index,
      String codec,
      int sampleRate,
      int channels,
      String channelLayout,
      Rational start,
      Rational end,
      TrackLabel label) {
    this(index, codec, sampleRate, channels, channelLayout, start, end, label, List.of());
  }

  @Override
  public List<TimeJump> jumps() {
    return jumps == null ? List.of() : jumps;
  }

  /** Whether it is known for which loudspeaker each channel is. */
  public boolean hasKnownPlaces() {
    return channelLayout.equals("unknown")
        ? channels <= MOST_USUAL_CHANNELS
        : !channelLayout.contains("ambisonic") && !channelLayout.contains("channels");
  }
}
