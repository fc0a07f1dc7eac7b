package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Rational;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a source: data, in a file of its own.
 *
 * @param name how it is chosen
 * @param version raised with every change, so that a report says what it was made with
 * @param quality what is compared with the source; nothing if absent
 */
public record Profile(
    String name,
    int version,
    VideoSpec video,
    AudioSpec audio,
    SegmentPolicy segments,
    @Nullable QualityPolicy quality) {

  /**
   * The picture.
   *
   * @param codec {@code h264}
   * @param preset of the encoder
   * @param gopSeconds from one keyframe to the next
   * @param rungs best first
   */
  public record VideoSpec(String codec, String preset, Rational gopSeconds, List<RungSpec> rungs) {
    public VideoSpec {
      require(codec.equals("h264"), "codec " + codec + " is not h264");
      require(gopSeconds.isPositive(), "gopSeconds " + gopSeconds + " is not positive");
      require(!rungs.isEmpty(), "a ladder needs a rung");
      rungs = rungs.stream().sorted(Comparator.comparingInt(RungSpec::height).reversed()).toList();
    }
  }

  /**
   * One rung for a source that is at least this high.
   *
   * @param height of a landscape picture; for a portrait one, its width
   * @param crf quality aimed at, 0 to 51
   * @param maxBitrate cap in bits per second at up to 30 frames per second
   */
  public record RungSpec(int height, int crf, long maxBitrate) {
    public RungSpec {
      require(height >= 16 && height % 2 == 0, "rung height " + height + " is not even and ≥ 16");
      require(crf >= 0 && crf <= 51, "crf " + crf + " is not within 0 and 51");
      require(maxBitrate >= 10_000, "maxBitrate " + maxBitrate + " is below 10000");
    }
  }

  /**
   * The sound.
   *
   * @param codec {@code aac}
   * @param bitratePerChannel in bits per second
   * @param maxChannels more are mixed down
   */
  public record AudioSpec(String codec, long bitratePerChannel, int maxChannels) {
    public AudioSpec {
      require(codec.equals("aac"), "codec " + codec + " is not aac");
      require(bitratePerChannel >= 8_000, "bitratePerChannel " + bitratePerChannel + " < 8000");
      require(maxChannels >= 1 && maxChannels <= 8, "maxChannels " + maxChannels);
    }
  }

  /**
   * How long segments are: short at the beginning for a quick first frame, short at the end so that
   * no slot waits long for the last one, longer between the longer the video is.
   *
   * @param headSeconds of each of the first ones
   * @param heads how many of these
   * @param leastSeconds of those between
   * @param mostSeconds of those between, of a long video
   * @param tailSeconds of the last ones
   */
  public record SegmentPolicy(
      Rational headSeconds,
      int heads,
      Rational leastSeconds,
      Rational mostSeconds,
      Rational tailSeconds) {
    public SegmentPolicy {
      require(headSeconds.isPositive() && tailSeconds.isPositive(), "segments take time");
      require(heads >= 0, "heads " + heads + " < 0");
      require(leastSeconds.compareTo(mostSeconds) <= 0, "leastSeconds is above mostSeconds");
      require(tailSeconds.compareTo(leastSeconds) <= 0, "tailSeconds is above leastSeconds");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("profile: " + otherwise);
    }
  }
}
